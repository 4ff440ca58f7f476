const mostValues = 1000
const mostDecimals = 10
const shift = 10 ** mostDecimals
const rounding = 2 ** -50

/**
 * Digits after the decimal point on average, over at most 1,000 values evenly spaced through the sample; each counts up to 10,
 * and a value that 32 bits hold counts as it reads in 32 bits. `values` holds at least one.
 */
export function meanDecimals(values: Float64Array): number {
  const looked = Math.min(mostValues, values.length)
  let sum = 0
  for (let i = 0; i < looked; i++) sum += decimals(values[Math.floor((i * values.length) / looked)])
  return sum / looked
}

function decimals(value: number): number {
  if (Number.isInteger(value)) return 0
  if (hasMore(value)) return mostDecimals
  const size = Math.abs(shortest(value))
  for (let digits = 1; digits <= mostDecimals; digits++) {
    const shifted = Math.round(size * powers[digits])
    if (shifted > Number.MAX_SAFE_INTEGER) return writtenDecimals(size)
    // Both are exact, so that their quotient is the number that these digits are read as.
    if (shifted / powers[digits] === size) return digits
  }
  return mostDecimals
}

const powers = Array.from({ length: mostDecimals + 1 }, (_, digits) => 10 ** digits)

function writtenDecimals(size: number): number {
  const parts = String(size).split("e")
  const fraction = parts[0].split(".").at(1) ?? ""
  return Math.max(0, Math.min(mostDecimals, fraction.length - Number(parts.at(1) ?? 0)))
}

/** Whether more than 10 digits are sure: shifted by ten places the number is further from a whole one than rounding could take it. Writing it out takes ten times as long. */
function hasMore(value: number): boolean {
  if (Math.fround(value) === value) return false
  const shifted = Math.abs(value) * shift
  return Math.abs(shifted - Math.round(shifted)) > shifted * rounding
}

/** 0.1 for the nearest 32-bit number to 0.1, which is 0.10000000149 as a double. */
function shortest(value: number): number {
  if (Math.fround(value) !== value) return value
  const short = Number(value.toPrecision(7))
  return Math.fround(short) === value ? short : value
}
