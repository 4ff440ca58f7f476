import { describe, expect, it } from "vitest"
import { isPattern, literalName, namesFor } from "../../src/options/name-patterns.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { resolveColumns } from "../../src/options/resolve-columns.js"

const names = ["user_id", "user_age", "is_ok?", "price[usd]", "a*", "ab", "constructor", "two\nlines"]

const resolve = (options: Partial<CompareOptions>) => resolveColumns({ ...defaultOptions, ...options }, names)

describe("names and patterns", () => {
  const found = (text: string) => namesFor(text, new Set(names))

  it("a text that a column is called stands for that column alone", () => {
    for (const name of names) expect(found(name)).toEqual([name])
  })

  it("* is any text, ? one character, and both are themselves after \\", () => {
    expect(found("user_*")).toEqual(["user_id", "user_age"])
    expect(found("a?")).toEqual(["a*", "ab"])
    expect(found("a\\*")).toEqual(["a*"])
    expect(found("*")).toEqual(names)
    expect(found("two*lines")).toEqual(["two\nlines"])
    expect(found("price[*]")).toEqual(["price[usd]"])
    expect(found("user_.*")).toEqual([])
  })

  it("a name spelt by literalName stands for nothing else, whatever signs it holds", () => {
    for (const name of [...names, "\\", "\\*", "a\\b"]) {
      expect(isPattern(literalName(name))).toBe(false)
      expect(namesFor(literalName(name), new Set([...names, name, "other"]))).toEqual([name])
    }
  })
})

describe("options for columns", () => {
  it("hold for the columns that fit, in the columns' own order", () => {
    const { options, warnings } = resolve({ columns: ["user_*", "ab"], exclude: ["*_age"] })
    expect(options).toMatchObject({ columns: ["user_id", "user_age", "ab"], exclude: ["user_age"] })
    expect(warnings).toEqual([])
  })

  it("what is said by name beats a pattern, a later pattern an earlier one, and the rest is joined", () => {
    const { options } = resolve({
      perColumn: new Map([
        ["user_id", { weight: 5 }],
        ["user_*", { weight: 2, private: true }],
        ["*", { weight: 3, critical: true }],
      ]),
    })
    expect(options.perColumn.get("user_id")).toEqual({ weight: 5, private: true, critical: true })
    expect(options.perColumn.get("user_age")).toEqual({ weight: 3, private: true, critical: true })
    expect(options.perColumn.get("constructor")).toEqual({ weight: 3, critical: true })
  })

  it("a name that no column has is refused with the one that was meant, a pattern that fits none is warned of", () => {
    expect(() => resolve({ exclude: ["user_agee"] })).toThrow('--exclude names the column "user_agee"')
    expect(() => resolve({ key: ["user*"] })).toThrow('--key names the column "user*"')
    expect(() => resolve({ perColumn: new Map([["usr_id", {}]]) })).toThrow(
      'columns in the options names the column "usr_id"',
    )
    expect(() => resolve({ perCheck: new Map([["out-of-range", { perColumn: new Map([["usr_id", {}]]) }]]) })).toThrow(
      'checks.out-of-range.columns in the options names the column "usr_id"',
    )
    expect(resolve({ exclude: ["x_*"] }).warnings).toEqual(['--exclude: the pattern "x_*" fits no column.'])
  })
})
