/**
 * Which keys of the rows' objects become columns: those of a structure are called `geo.lat`, as long as it has at most so many different
 * ones in the whole file. One with more stays whole, which is known only when all rows were read. A list is its length, `tags.length`;
 * lists of numbers stay beside their lengths, norms and means.
 */
export class Fields {
  private readonly found = new Map<string, Set<string>>()
  /** Keys whose structures stay whole. */
  readonly whole = new Set<string>()

  constructor(private readonly most: number) {}

  /** Calls `each` with the column's name and the value of every field of a row's value under `key`. */
  take(key: string, value: unknown, each: (name: string, value: unknown) => void): void {
    if (this.most > 0 && isStructure(value) && !this.whole.has(key)) this.apart(key, key, value, each)
    else this.one(key, value, each)
  }

  /** What the lists of each name hold: numbers, anything else, both. */
  private readonly lists = new Map<string, { numbers: boolean; others: boolean }>()

  /** Whether lists were found under this name. */
  hasLists(name: string): boolean {
    return this.lists.has(name)
  }

  /** Whether these are lists of numbers, and of nothing else. */
  hasNumberLists(name: string): boolean {
    const { numbers, others } = this.lists.get(name) ?? { numbers: false, others: true }
    return numbers && !others
  }

  private one(name: string, value: unknown, each: (name: string, value: unknown) => void): void {
    if (this.most === 0 || !Array.isArray(value)) {
      each(name, value)
      return
    }
    const numbers = value.filter((element): element is number => typeof element === "number")
    const found = this.lists.get(name) ?? { numbers: false, others: false }
    this.lists.set(name, found)
    found.numbers ||= numbers.length > 0
    found.others ||= value.some((element) => element !== null && typeof element !== "number")
    if (!found.others) each(name, value)
    each(`${name}.length`, value.length)
    if (numbers.length === 0 || found.others) return
    each(`${name}.norm`, Math.sqrt(numbers.reduce((sum, number) => sum + number * number, 0)))
    each(`${name}.mean`, numbers.reduce((sum, number) => sum + number, 0) / numbers.length)
  }

  /** The columns that the structures under this key were taken apart into. */
  columnsOf(key: string): Iterable<string> {
    return this.found.get(key) ?? []
  }

  /** Whether structures under this key were taken apart. */
  hasApart(key: string): boolean {
    return this.found.has(key)
  }

  private apart(top: string, above: string, value: object, each: (name: string, value: unknown) => void): void {
    for (const [key, inner] of Object.entries(value)) {
      const name = `${above}.${key}`
      if (isStructure(inner)) this.apart(top, name, inner, each)
      else if (this.isKnown(top, name)) this.one(name, inner, each)
    }
  }

  private isKnown(top: string, name: string): boolean {
    let names = this.found.get(top)
    if (names === undefined) this.found.set(top, (names = new Set()))
    if (names.has(name)) return true
    if (names.size === this.most) this.whole.add(top)
    else names.add(name)
    return names.has(name)
  }
}

const isStructure = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value)
