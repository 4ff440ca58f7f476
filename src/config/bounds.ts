/** What a configuration asks of values, from one sample of them: wide enough that more of the same keep to it. */

/** Smallest and largest value allowed. */
export interface Bounds {
  min: number
  max: number
}

/** Room on each side, in ranges of the values seen. */
const room = 0.5

/**
 * Round bounds with half a range of room on each side. Values of one sign keep it, and shares (not all of them whole, from 0 to 1)
 * get 0 and 1; two whole numbers one apart, as 0 and 1, are taken as they are, and so is a single value.
 */
export function roomyBounds({ min, max }: Bounds): Bounds {
  const range = max - min
  if (range === 0 || (range === 1 && Number.isInteger(min))) return { min, max }
  if (!Number.isFinite(range)) return { min: -Number.MAX_VALUE, max: Number.MAX_VALUE }
  if (min >= 0 && max <= 1) return { min: 0, max: 1 }
  const step = roundStep(range / 10)
  // Values so small that a tenth of their range is 0.
  if (step === 0) return { min, max }
  const low = Math.floor((min - room * range) / step) * step
  const high = Math.ceil((max + room * range) / step) * step
  const [from, to] = [min >= 0 ? Math.max(0, low) : low, max <= 0 ? Math.min(0, high) : high]
  return { min: Math.min(min, exactly(from)), max: Math.max(max, exactly(to)) }
}

/** 1, 2 or 5 times a power of ten, the first at or above a size > 0. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size))
  return power * ([1, 2, 5].find((each) => each * power >= size) ?? 10)
}

/** Without the digits that multiplying by a step leaves behind; 0 for -0. */
const exactly = (value: number) => Number(value.toPrecision(12)) + 0

/**
 * The share of rows that may lie outside what was seen: by the rule of succession one row in so many on either side is to be
 * expected, and `unseen` more, each with three standard deviations of chance; rounded up to one digit.
 */
export function allowedShare(rows: number, unseen = 0): number {
  const expected = 2 + unseen
  const share = Math.min(1, (expected + 3 * Math.sqrt(expected)) / Math.max(1, rows))
  const digit = 10 ** Math.floor(Math.log10(share))
  return Math.min(1, Number((Math.ceil(share / digit - 1e-9) * digit).toPrecision(1)))
}
