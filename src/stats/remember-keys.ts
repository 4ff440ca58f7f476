/** The answer to a key, worked out where it is not known. When `most` are known they are all forgotten: a process may run for months. */
export function rememberKeys<Answer>(most: number): (key: string, work: () => Answer) => Answer {
  const known = new Map<string, Answer>()
  return (key, work) => {
    let answer = known.get(key)
    if (answer === undefined) {
      answer = work()
      if (known.size >= most) known.clear()
      known.set(key, answer)
    }
    return answer
  }
}
