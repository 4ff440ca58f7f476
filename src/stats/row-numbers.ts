/** The numbers 0 to `count` − 1. By a loop: Int32Array.from and map call a function for each, which takes twenty times as long. */
export function rowNumbers(count: number): Int32Array {
  const numbers = new Int32Array(count)
  for (let row = 0; row < count; row++) numbers[row] = row
  return numbers
}
