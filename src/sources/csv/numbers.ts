const [zero, plus, minus, point, lowerE] = Buffer.from("0+-.e")

/** 10^0 to 10^22: the powers of ten that a double holds exactly. */
export const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

/**
 * The double nearest to the decimal number that bytes[start … end) write, as `Number` gives it; NaN where they write none.
 * With or without sign, point and exponent: `5`, `+5`, `-0.5`, `.5`, `5.`, `1e-5`. NaN for what may not be meant as a number or may
 * not fit one, too: zeros before other digits (`007`) and whole numbers of more than 15 digits; and for words (`inf`).
 */
export function plainNumber(bytes: Buffer, start: number, end: number): number {
  const signed = bytes[start] === minus || bytes[start] === plus
  const first = signed ? start + 1 : start
  // The digits from the first that is not 0 on: nine, then six, then seven, each in a small integer.
  let high = 0
  let middle = 0
  let low = 0
  let count = 0
  let pointAt = -1
  let at = first
  for (; at < end; at++) {
    const digit = bytes[at] - zero
    if (digit >= 0 && digit <= 9) {
      if (count < 9) high = high * 10 + digit
      else if (count < 15) middle = middle * 10 + digit
      else if (count < 22) low = low * 10 + digit
      if (count > 0 || digit > 0) count++
    } else if (bytes[at] === point && pointAt < 0) pointAt = at
    else break
  }
  const decimals = pointAt < 0 ? 0 : at - pointAt - 1
  const whole = (pointAt < 0 ? at : pointAt) - first
  if (whole + decimals === 0 || (whole > 1 && bytes[first] === zero)) return NaN
  const exponent = at === end ? 0 : exponentOf(bytes, at, end)
  if (exponent !== exponent || (count > 15 && pointAt < 0 && at === end)) return NaN
  const leading = count <= 9 ? high : high * powers[Math.min(count, 15) - 9] + middle
  const scale = exponent - decimals
  const size = count <= 15 ? scaled(leading, scale) : count <= 22 ? longScaled(leading, low, count - 15, scale) : NaN
  if (size !== size) return Number(bytes.toString("latin1", start, end))
  return bytes[start] === minus ? -size : size
}

/** Whether a number that `plainNumber` reads is written as a whole one, without point and exponent. */
export function isWhole(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === point || (bytes[at] | 32) === lowerE) return false
  return true
}

/** The number in `e-12`, which ends at `end`; NaN where there is something else. */
function exponentOf(bytes: Buffer, start: number, end: number): number {
  if ((bytes[start] | 32) !== lowerE) return NaN
  const signed = bytes[start + 1] === minus || bytes[start + 1] === plus
  const first = signed ? start + 2 : start + 1
  let exponent = first < end ? 0 : NaN
  for (let at = first; at < end; at++) {
    const digit = bytes[at] - zero
    if (digit < 0 || digit > 9) return NaN
    exponent = exponent * 10 + digit
  }
  return bytes[start + 1] === minus ? -exponent : exponent
}

/** digits × 10^scale for digits < 10^15: both factors are exact, so there is one rounding; NaN where the power is not. */
function scaled(digits: number, scale: number): number {
  if (scale < 0) return scale >= -22 ? digits / powers[-scale] : NaN
  return scale <= 22 ? digits * powers[scale] : NaN
}

/**
 * (leading × 10^lowDigits + low) × 10^scale, rounded once, for 16 to 22 digits and -22 <= scale < 0; NaN where that is not sure.
 *
 * The dividend is the sum of two doubles, exactly, and so is what the rounded quotient leaves of it; the remainder's quotient is
 * known to about 2^-52 of itself. It is added with 10^-10 of itself less and more: if both sums round alike, so does the true one.
 * Source: Dekker (1971), "A floating-point technique for extending the available precision", Numerische Mathematik 18:224-242.
 */
function longScaled(leading: number, low: number, lowDigits: number, scale: number): number {
  if (scale >= 0 || scale < -22) return NaN
  const power = powers[lowDigits]
  const product = leading * power
  const tail = productError(leading, power, product) + low
  const dividend = product + tail
  const rest = tail - (dividend - product)
  const divisor = powers[-scale]
  const quotient = dividend / divisor
  const covered = quotient * divisor
  const correction = (dividend - covered - productError(quotient, divisor, covered) + rest) / divisor
  const less = quotient + correction * (1 - 1e-10)
  return less === quotient + correction * (1 + 1e-10) ? less : NaN
}

/** a × b - product, exactly, where product is a × b rounded. */
function productError(a: number, b: number, product: number): number {
  const aLarge = a * splitter
  const aHigh = aLarge - (aLarge - a)
  const aLow = a - aHigh
  const bLarge = b * splitter
  const bHigh = bLarge - (bLarge - b)
  const bLow = b - bHigh
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow
}

/** 2^27 + 1 cuts a double into two halves of 26 bits, whose products are exact. */
const splitter = 2 ** 27 + 1
