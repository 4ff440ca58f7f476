/** The same function of an object that works each one out once: answers are kept for as long as it lives, so it must not be changed afterwards. */
export function remember<Key extends object, Answer>(work: (key: Key) => Answer): (key: Key) => Answer {
  const answers = new WeakMap<Key, Answer>()
  return (key) => {
    let answer = answers.get(key)
    if (answer === undefined) answers.set(key, (answer = work(key)))
    return answer
  }
}
