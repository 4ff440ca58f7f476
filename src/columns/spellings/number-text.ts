import type { DecimalMark } from "../../model.js"

/** A text taken apart as a number: what carries its value, and what stands around it. */
export interface NumberText {
  negative: boolean
  /** Digits with their group separators and decimal mark as written: "1.299,99". */
  body: string
  /** Power of ten after an e; "" without. */
  exponent: string
  /** Currency, percent sign or unit, as written: "$", "%", "kg"; "" without. */
  unit: string
}

const currencyWords =
  "USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BRL|ZAR|MXN|RUB|TRY|KRW|SGD|HKD|ILS|AED|Rs\\.?|kr\\.?"
const space = "[ \\t\\u00a0\\u2009\\u202f]"
const minus = "\\-\\u2212\\u2013\\uff0d"
const before = `(?:[A-Z]{1,3})?\\p{Sc}|(?:${currencyWords})(?![\\p{L}])`
const after = "[%‰]|\\p{Sc}|[\\p{L}°µ][\\p{L}°µ²³/·.%]{0,11}"
const pattern = new RegExp(
  [
    `^(?<open>\\()?${space}*`,
    `(?<sign>[+${minus}])?${space}*(?<prefix>${before})?${space}*(?<inner>[+${minus}])?`,
    `(?<body>[.,]?\\d(?:[\\d.,'’\\u00a0\\u2009\\u202f ]*\\d)?[.,]?)`,
    `(?:[eE](?<exponent>[+-]?\\d{1,3}))?`,
    `${space}*(?<suffix>${after})?(?<last>[${minus}])?${space}*(?<close>\\))?$`,
  ].join(""),
  "u",
)

/**
 * The parts of a text that may write a number, null for any other: sign (also U+2212, after the number, or parentheses around it),
 * currency before it, digits, exponent, and a unit of at most 12 letters or signs behind it. Whether the digits make a number is
 * for `numberValue` to say, which knows the decimal mark.
 */
export function numberText(text: string): NumberText | null {
  if (!mayBeNumber(text)) return null
  const parts = pattern.exec(text.trim())?.groups as Record<string, string | undefined> | undefined
  if (parts?.body === undefined) return null
  const { open, close, sign, inner, last, prefix, suffix } = parts
  if ((open === undefined) !== (close === undefined)) return null
  const signs = [sign, inner, last, open].filter((mark) => mark !== undefined)
  if (signs.length > 1 || (prefix !== undefined && suffix !== undefined) || isMonth(suffix)) return null
  return {
    negative: signs.length > 0 && signs[0] !== "+",
    body: parts.body,
    exponent: parts.exponent ?? "",
    unit: (prefix ?? suffix ?? "").trim(),
  }
}

const longest = 48

/** Spares most texts the pattern: what writes a number is short and holds a digit. */
function mayBeNumber(text: string): boolean {
  return text.length > 0 && text.length <= longest && /\d/.test(text)
}

const isMonth = (unit: string | undefined) =>
  unit !== undefined && /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(unit) && unit.length >= 3

const wholes: Record<DecimalMark, RegExp> = {
  ".": /^(?:(?:0|[1-9]\d*)?|[1-9]\d{0,2}([,'’\u00a0\u2009\u202f ])\d{3}(?:\1\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3})$/,
  ",": /^(?:(?:0|[1-9]\d*)?|[1-9]\d{0,2}([.'’\u00a0\u2009\u202f ])\d{3}(?:\1\d{3})*)$/,
}

/**
 * The number with this decimal mark, NaN where the digits make none: groups are of three digits after one separator throughout
 * (with the point as decimal mark also Indian ones, 12,34,567), and no zero leads others (007 is a code).
 */
export function numberValue({ negative, body, exponent }: NumberText, decimal: DecimalMark): number {
  const cut = body.lastIndexOf(decimal)
  const whole = cut < 0 ? body : body.slice(0, cut)
  const decimals = cut < 0 ? "" : body.slice(cut + 1)
  if (!wholes[decimal].test(whole) || !/^\d*$/.test(decimals) || whole + decimals === "") return NaN
  const size = Number(`${whole.replace(/\D/g, "")}.${decimals}e${exponent === "" ? "0" : exponent}`)
  return negative ? -size : size
}

/** Whether the text writes digits after zeros, as codes do: 007, 02134. */
export function leadsWithZero({ body }: NumberText): boolean {
  return /^0\d/.test(body)
}

/** Whether a comma may as well be the decimal mark as group thousands: 1,234. Of a point nobody doubts it is the decimal mark. */
export function isAmbiguous({ body }: NumberText): boolean {
  return /^[1-9]\d{0,2},\d{3}$/.test(body)
}

/** Whether the text writes a whole number and nothing else around it but a sign. */
export function isPlainWhole({ body, exponent, unit }: NumberText): boolean {
  return /^\d+$/.test(body) && exponent === "" && unit === ""
}

const words: ReadonlyMap<string, number> = new Map([
  ...["nan", "+nan", "-nan"].map((word) => [word, NaN] as const),
  ...["inf", "+inf", "infinity", "+infinity"].map((word) => [word, Infinity] as const),
  ...["-inf", "-infinity"].map((word) => [word, -Infinity] as const),
])

/** The value of NaN or an infinity in words, undefined for any other text. */
export function numberWord(text: string): number | undefined {
  return text.length <= 12 ? words.get(text.trim().toLowerCase()) : undefined
}
