/** The same function of two arrays or sides that works each pair out once: answers are kept for as long as both live. */
export function rememberPair<Side extends object, Answer>(
  work: (a: Side, b: Side) => Answer,
): (a: Side, b: Side) => Answer {
  const answers = new WeakMap<Side, WeakMap<Side, Answer>>()
  return (a, b) => {
    let ofFirst = answers.get(a)
    if (ofFirst === undefined) answers.set(a, (ofFirst = new WeakMap()))
    let answer = ofFirst.get(b)
    if (answer === undefined) ofFirst.set(b, (answer = work(a, b)))
    return answer
  }
}
