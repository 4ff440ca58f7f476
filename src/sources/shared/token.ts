/** What a text can be read as. A set of them is the sum of its bits: all that a column was seen to hold. */
export const token = {
  boolean: 1,
  /** A whole number that a double holds exactly, up to 2^53. */
  integer: 2,
  /** A whole number beyond 2^53 that fits 64 bits. */
  bigInteger: 4,
  /** A number with a point or an exponent, or an infinity. */
  number: 8,
  /** NaN: a number, but a missing one. */
  nan: 16,
  /** White space, or a null token with white space around it: missing in a typed column, a text among texts. */
  blank: 32,
  date: 64,
  /** A date and time without zone. */
  local: 128,
  /** A date and time with zone. */
  zoned: 256,
  /** Comes with `local` or `zoned`: digits past the millisecond, past the microsecond. */
  micro: 512,
  nano: 1024,
  text: 2048,
  /** A word for "no value", such as N/A: missing in a typed column, a text among texts. */
  nullWord: 1 << 16,
  /** A number with a decimal comma, in a file whose delimiter is another sign. */
  commaNumber: 1 << 17,
  /** The same with three digits after the comma: it may separate thousands. */
  commaGroup: 1 << 18,
  /** Comes with `date` or `local`: written day.month.year. */
  dotted: 1 << 19,
} as const

/** Missing in a typed column, a text among texts. */
export const absent = token.blank | token.nullWord
