/**
 * Which keys of the rows' objects become columns: those of a structure are called `geo.lat`, as long as it has at most so many different
 * ones in the whole file. One with more stays whole, which is known only when all rows were read.
 */
export class Fields {
  private readonly found = new Map<string, Set<string>>()
  /** Keys whose structures stay whole. */
  readonly whole = new Set<string>()

  constructor(private readonly most: number) {}

  /** Calls `each` with the column's name and the value of every field of a row's value under `key`. */
  take(key: string, value: unknown, each: (name: string, value: unknown) => void): void {
    if (this.most > 0 && isStructure(value) && !this.whole.has(key)) this.apart(key, key, value, each)
    else each(key, value)
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
      else if (this.isKnown(top, name)) each(name, inner)
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
