import { timeToken } from "./time.js"
import { token } from "./token.js"

/** The texts that stand for "no value": the empty field and those given. */
export class NullTokens {
  private readonly texts: ReadonlySet<string>
  private readonly longest: number
  private readonly encoded: readonly Buffer[]
  private readonly longestEncoded: number

  constructor(texts: readonly string[]) {
    this.texts = new Set(["", ...texts])
    this.longest = Math.max(0, ...texts.map((text) => text.length))
    this.encoded = texts.map((text) => Buffer.from(text))
    this.longestEncoded = Math.max(0, ...this.encoded.map(({ length }) => length))
  }

  /** Most texts are longer than any token, which spares the look-up. */
  has(text: string): boolean {
    return text.length <= this.longest && this.texts.has(text)
  }

  /** The same for the text that bytes[start … end) write. */
  hasBytes(bytes: Buffer, start: number, end: number): boolean {
    if (start === end) return true
    return end - start <= this.longestEncoded && this.encoded.some((text) => text.compare(bytes, start, end) === 0)
  }
}

const integerPattern = /^[+-]?(?:0|[1-9]\d*)$/
const numberPattern = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/
const wordPattern = /^(?:(true|false)|[+-]?nan|([+-]?inf(?:inity)?))$/i

/**
 * What a text that is not missing can be read as.
 *
 * | text | reading |
 * |---|---|
 * | `5` `+5` `-0` ` 5 ` | integer |
 * | `1.5` `.5` `5.` `1e5` `Infinity` `-inf` | number |
 * | `NaN` | nan |
 * | `007` `1,234` `1_000` `0x10` `12 kg`, whole numbers beyond 64 bits | text |
 * | `true` `FALSE` (not `0`, `1`, `yes`) | boolean |
 * | `2024-01-02` | date |
 * | `2024-01-02T03:04` `2024-01-02 03:04:05.678+02:00` `…Z` (ISO 8601; no other form) | date and time |
 */
export function classify(text: string, nulls: NullTokens): number {
  if (!hasOuterSpace(text)) return classifyBare(text)
  const bare = text.trim()
  return nulls.has(bare) ? token.blank : classifyBare(bare)
}

const hasOuterSpace = (text: string) => text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32

function classifyBare(text: string): number {
  const first = text.charCodeAt(0)
  if (first > 57) return classifyWord(text)
  if (integerPattern.test(text)) return classifyInteger(text)
  if (numberPattern.test(text)) return token.number
  return timeToken(text) || classifyWord(text)
}

function classifyWord(text: string): number {
  if (text.length > 9) return token.text
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

/** The value of an integer, bigInteger, number or nan token. */
export function toNumber(text: string): number {
  const value = Number(text)
  return Number.isNaN(value) ? wordValue(text.trim()) : value
}

function wordValue(text: string): number {
  if (/nan$/i.test(text)) return NaN
  return text.startsWith("-") ? -Infinity : Infinity
}
