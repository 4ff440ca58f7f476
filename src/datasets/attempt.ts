/** The answer as a promise; what is thrown rejects it. */
export function attempt<T>(answer: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(answer())
  })
}
