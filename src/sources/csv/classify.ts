import type { Notation } from "./notation.js"
import { dottedDate, timeToken } from "../shared/time.js"
import { token } from "../shared/token.js"

const integerPattern = /^[+-]?(?:0|[1-9]\d*)$/
const numberPattern = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/
const commaPattern = /^[+-]?(?:0|[1-9]\d*),\d+$/
const groupPattern = /^[+-]?[1-9]\d{0,2},\d{3}$/
const wordPattern = /^(?:(true|false)|[+-]?nan|([+-]?inf(?:inity)?))$/i

/**
 * What a text that is not missing can be read as.
 *
 * | text | reading |
 * |---|---|
 * | `5` `+5` `-0` ` 5 ` | integer |
 * | `1.5` `.5` `5.` `1e5` `Infinity` `-inf` | number |
 * | `NaN` | nan |
 * | `1,5`, where the comma separates no fields | number with decimal comma; `1,234` may as well be a thousand |
 * | `N/A` `null` `None` …: see notation.ts | null word |
 * | `007` `1,234,567` `1_000` `0x10` `12 kg`, whole numbers beyond 64 bits | text |
 * | `true` `FALSE` (not `0`, `1`, `yes`) | boolean |
 * | `2024-01-02` `2.1.2024` | date |
 * | `2024-01-02T03:04` `2024-01-02 03:04:05.678+02:00` `…Z` (ISO 8601) `2.1.2024 03:04` | date and time |
 */
export function classify(text: string, notation: Notation): number {
  if (!hasOuterSpace(text)) return classifyBare(text, notation)
  const bare = text.trim()
  return notation.isNull(bare) ? token.blank : classifyBare(bare, notation)
}

const hasOuterSpace = (text: string) => text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32

/** Where the user states how numbers are written, nothing else is one; words such as `inf` are. */
function classifyStated(text: string, notation: Notation, standard: string | null): number {
  if (standard !== null) return classifyPlain(standard, notation)
  const kind = classifyPlain(text, notation)
  return (kind & writtenNumber) !== 0 && /\d/.test(text) ? token.text : kind
}

const writtenNumber = token.integer | token.bigInteger | token.number | token.commaNumber | token.commaGroup

function classifyBare(text: string, notation: Notation): number {
  const { stated } = notation
  return stated === null ? classifyPlain(text, notation) : classifyStated(text, notation, stated.standard(text))
}

function classifyPlain(text: string, notation: Notation): number {
  const first = text.charCodeAt(0)
  if (first > 57) return classifyWord(text, notation)
  if (integerPattern.test(text)) return classifyInteger(text)
  if (numberPattern.test(text)) return token.number
  if (notation.decimalComma && commaPattern.test(text))
    return groupPattern.test(text) ? token.commaGroup : token.commaNumber
  return timeToken(text) || dottedToken(text) || classifyWord(text, notation)
}

function dottedToken(text: string): number {
  const date = dottedDate(text)
  return date === null ? 0 : timeToken(date) && timeToken(date) | token.dotted
}

function classifyWord(text: string, notation: Notation): number {
  if (text.length > 9) return token.text
  if (notation.isNullWord(text)) return token.nullWord
  const match = wordPattern.exec(text)
  if (match === null) return token.text
  if (match[1]) return token.boolean
  return match[2] ? token.number : token.nan
}

/** Fifteen digits always fit a double, eighteen always fit 64 bits; between and beyond, the value decides. */
function classifyInteger(text: string): number {
  if (text.length <= 15 || Number.isSafeInteger(Number(text))) return token.integer
  if (text.length > 20) return token.text
  const value = toBigInt(text)
  return BigInt.asIntN(64, value) === value ? token.bigInteger : token.text
}

/** The value of an integer or bigInteger token; BigInt() itself takes no plus sign. */
export function toBigInt(text: string): bigint {
  return BigInt(text.trim().replace("+", ""))
}

/** The value of an integer, bigInteger, number or nan token, or of one with a decimal comma. */
export function toNumber(text: string): number {
  const value = Number(text.replace(",", "."))
  return Number.isNaN(value) ? wordValue(text.trim()) : value
}

function wordValue(text: string): number {
  if (/nan$/i.test(text)) return NaN
  return text.startsWith("-") ? -Infinity : Infinity
}
