/**
 * Moves `present` values, side by side from place `at` on, to the places whose level is 1; the others get 0. In place, backwards,
 * so that nothing is overwritten before it was moved. `stride` array elements make one value; there is one level per place.
 */
export function spreadApart(
  values: Int32Array | Uint8Array,
  stride: number,
  at: number,
  levels: Int32Array,
  present: number,
): void {
  if (stride === 1) spreadSingles(values, at, levels, present)
  else spreadGroups(values, stride, at, levels, present)
}

function spreadSingles(values: Int32Array | Uint8Array, at: number, levels: Int32Array, present: number): void {
  let from = at + present - 1
  for (let i = levels.length - 1; i >= 0; i--) values[at + i] = levels[i] === 1 ? values[from--] : 0
}

function spreadGroups(
  values: Int32Array | Uint8Array,
  stride: number,
  at: number,
  levels: Int32Array,
  present: number,
): void {
  let from = (at + present) * stride
  for (let i = levels.length - 1; i >= 0; i--) {
    const to = (at + i) * stride
    const isPresent = levels[i] === 1
    if (isPresent) from -= stride
    for (let k = 0; k < stride; k++) values[to + k] = isPresent ? values[from + k] : 0
  }
}
