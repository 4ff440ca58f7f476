/** The same function of two arrays that works each pair out once: answers are kept for as long as both arrays live. */
export function rememberPair<Answer>(
  work: (a: Float64Array, b: Float64Array) => Answer,
): (a: Float64Array, b: Float64Array) => Answer {
  const answers = new WeakMap<Float64Array, WeakMap<Float64Array, Answer>>()
  return (a, b) => {
    let ofFirst = answers.get(a)
    if (ofFirst === undefined) answers.set(a, (ofFirst = new WeakMap()))
    let answer = ofFirst.get(b)
    if (answer === undefined) ofFirst.set(b, (answer = work(a, b)))
    return answer
  }
}
