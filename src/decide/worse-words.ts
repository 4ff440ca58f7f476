import { share } from "../words/format.js"

/** "7.9% worse", "3.0% better": `by` is the share by which the model is worse. */
export const worseWords = (by: number): string =>
  by > 0 ? `${share(by)} worse` : by < 0 ? `${share(-by)} better` : "unchanged"

/** "5.2% to 10.6%" beside "7.9% worse"; both ends in words, the better first, where they do not all lie on the side of `by`. */
export function intervalWords(by: number, low: number, high: number): string {
  if (by > 0 && low >= 0) return `${share(low)} to ${share(high)}`
  if (by < 0 && high <= 0) return `${share(-high)} to ${share(-low)}`
  return `${worseWords(low)} to ${worseWords(high)}`
}
