/** Missing everywhere, unless other tokens are given. */
const usualTokens = ["NA", "\\N"]

/**
 * Missing among numbers, dates and booleans; among texts they are texts, for "None" may well be a category.
 * These are pandas' words; NaN is not among them, for it is a number. Source: pandas 2.3, pandas._libs.parsers.STR_NA_VALUES.
 */
const nullWords: ReadonlySet<string> = new Set([
  ...["N/A", "n/a", "#N/A", "#N/A N/A", "#NA", "<NA>", "NULL", "null", "None"],
  ...["-1.#IND", "1.#IND", "-1.#QNAN", "1.#QNAN"],
])

/** How the texts of a file are to be taken. */
export class Notation {
  private readonly texts: ReadonlySet<string>
  private readonly longest: number
  private readonly encoded: readonly Buffer[]
  private readonly longestEncoded: number
  /** 1 for the bytes that such a text may begin with: hardly any field does. */
  private readonly firstBytes = new Uint8Array(256)
  private readonly words: boolean
  /** How the user says that numbers are written; null: as each column shows. */
  readonly stated: StatedNumbers | null

  /**
   * `texts`: what is missing besides the empty field, NA unless given; with none at all, usual words among numbers are texts, too.
   * `decimalComma`: whether 1,5 may be a number, as the comma separates no fields. `marks`: how the user says that numbers are written.
   */
  constructor(
    texts: readonly string[] = usualTokens,
    readonly decimalComma = false,
    marks: StatedMarks = {},
  ) {
    this.stated = statedNumbers(marks)
    this.words = texts.length > 0
    this.texts = new Set(["", ...texts])
    this.longest = Math.max(0, ...texts.map((text) => text.length))
    this.encoded = texts.map((text) => Buffer.from(text))
    this.longestEncoded = Math.max(0, ...this.encoded.map(({ length }) => length))
    for (const text of this.encoded) if (text.length > 0) this.firstBytes[text[0]] = 1
  }

  /** Whether a text stands for "no value". Most texts are longer than any token, which spares the look-up. */
  isNull(text: string): boolean {
    return text.length <= this.longest && this.texts.has(text)
  }

  /** The same for the text that bytes[start … end) write. */
  isNullBytes(bytes: Buffer, start: number, end: number): boolean {
    if (start === end) return true
    if (end - start > this.longestEncoded || this.firstBytes[bytes[start]] === 0) return false
    return this.encoded.some((text) => text.compare(bytes, start, end) === 0)
  }

  /** Whether a text stands for "no value" where the other values are numbers, dates or booleans. */
  isNullWord(text: string): boolean {
    return this.words && nullWords.has(text)
  }
}

/** The decimal mark and what separates thousands ("none": nothing), as far as the user states them. */
export interface StatedMarks {
  decimal?: "." | "," | undefined
  thousands?: string | undefined
}

/** Numbers written with stated marks. */
export interface StatedNumbers {
  /** The number as JavaScript writes it; null for any other text. */
  standard: (text: string) => string | null
}

/** Where only one mark is stated, the other of point and comma is the other one. */
function statedNumbers({ decimal, thousands }: StatedMarks): StatedNumbers | null {
  if (decimal === undefined && thousands === undefined) return null
  const mark = decimal ?? (thousands === "." ? "," : ".")
  const separator = thousands === "none" ? "" : (thousands ?? (mark === "." ? "," : "."))
  const [d, t] = [mark, separator].map((text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"))
  const plain = `\\d+(?:${d}\\d*)?|${d}\\d+`
  const grouped = separator === "" ? "" : `[1-9]\\d{0,2}(?:${t}\\d{3})+(?:${d}\\d*)?|`
  const pattern = new RegExp(`^[+-]?(?:${grouped}${plain})(?:[eE][+-]?\\d+)?$`)
  return {
    standard: (text) =>
      pattern.test(text) ? (separator === "" ? text : text.replaceAll(separator, "")).replace(mark, ".") : null,
  }
}
