import { describe, expect, it } from "vitest"
import { commonKind, inferColumnType, type TypeEvidence } from "../../src/columns/column-types.js"
import type { ColumnInfo, ColumnSummary } from "../../src/model.js"

function side(figures: Partial<ColumnSummary>): ColumnSummary {
  return { rows: 1000, missing: 0, nan: 0, infinite: 0, distinct: 1000, top: [], ...figures } as ColumnSummary
}

function type(evidence: Partial<TypeEvidence>): string {
  return inferColumnType({ name: "x", kind: "number", integer: false, sides: [side({})], distinct: 1000, ...evidence })
    .type
}

describe("the table of column types", () => {
  it("keeps few-valued whole numbers numeric", () => {
    expect(type({ integer: true, sides: [side({ distinct: 2 }), side({ distinct: 2 })], distinct: 2 })).toBe("numeric")
  })

  it("calls densely packed, all different whole numbers an identifier", () => {
    const rows = side({ min: 5000, max: 5999 })
    expect(type({ name: "row", integer: true, sides: [rows, rows] })).toBe("identifier")
  })

  it("keeps amounts numeric that happen to be all different", () => {
    const amounts = side({ min: 12, max: 90_000_000 })
    expect(type({ name: "amount", integer: true, sides: [amounts, amounts] })).toBe("numeric")
  })

  it("goes by the name where all different whole numbers lie far apart", () => {
    const sparse = side({ min: 12, max: 9e15 })
    for (const name of ["id", "ID", "customer_id", "orderKey", "trace-uuid"])
      expect(type({ name, integer: true, sides: [sparse, sparse] })).toBe("identifier")
    for (const name of ["paid", "humid", "monkey"])
      expect(type({ name, integer: true, sides: [sparse, sparse] })).toBe("numeric")
  })

  it("knows row numbers and indexes by name, whole doubles among them", () => {
    const sparse = side({ min: 12, max: 9e15, decimals_mean: 0 })
    for (const name of [
      "index",
      "Unnamed: 0",
      "row_number",
      "seq",
      "OrderNo",
      "sku",
      "customer_number",
      "__index_level_0__",
    ])
      expect(type({ name, sides: [sparse, sparse] }), name).toBe("identifier")
    for (const name of ["casino", "volcano", "annum", "amount"])
      expect(type({ name, sides: [sparse, sparse] })).toBe("numeric")
    expect(type({ name: "index", sides: [side({ decimals_mean: 1.5 })] })).toBe("numeric")
  })

  it("takes documents for identifiers where their numbers were counted on", () => {
    const [before, after] = [side({ min: 12, max: 9e9 }), side({ min: 9.1e9, max: 9e15 })]
    for (const name of ["order", "invoice", "account", "transaction"]) {
      expect(type({ name, integer: true, sides: [before, after] })).toBe("identifier")
      expect(type({ name, integer: true, sides: [after, before] })).toBe("numeric")
    }
  })

  it("takes what the file marks as row labels for identifiers", () => {
    expect(type({ name: "city", kind: "string", rowLabel: true, distinct: 5 })).toBe("identifier")
  })

  it("needs both sides to be all different for an identifier", () => {
    const packed = side({ min: 0, max: 999 })
    expect(type({ name: "id", integer: true, sides: [packed, side({ min: 0, max: 999, distinct: 900 })] })).toBe(
      "numeric",
    )
  })

  it("tells codes, categories and free text apart", () => {
    const code = side({ spaced: 0, length_max: 16 })
    const prose = side({ spaced: 0.9, length_max: 200 })
    expect(type({ kind: "string", sides: [code, code], distinct: 2000 })).toBe("identifier")
    expect(type({ kind: "string", sides: [prose, prose], distinct: 2000 })).toBe("text")
    expect(type({ kind: "string", sides: [side({ distinct: 3, spaced: 0, length_max: 3 })], distinct: 3 })).toBe(
      "categorical",
    )
    expect(type({ kind: "string", sides: [side({ distinct: 900, rows: 20_000 })], distinct: 900 })).toBe("categorical")
    const codes = side({ distinct: 3000, rows: 20_000, spaced: 0, length_max: 6 })
    expect(type({ kind: "string", sides: [codes], distinct: 3000 })).toBe("categorical")
    const remarks = side({ distinct: 3000, rows: 20_000, spaced: 0.9, length_max: 90 })
    expect(type({ kind: "string", sides: [remarks], distinct: 3000 })).toBe("text")
    expect(type({ kind: "string", sides: [codes], distinct: 10_001 })).toBe("text")
  })
})

describe("the kind both sides agree on", () => {
  const info = (kind: ColumnInfo["kind"], integer = false): ColumnInfo => ({
    name: "x",
    storageType: kind,
    kind,
    integer,
  })

  it("is that of the other side where one is all missing", () => {
    expect(commonKind(info("null"), info("string"), false)).toBe("string")
    expect(commonKind(info("number"), info("null"), false)).toBe("number")
  })

  it("is none for numbers against text, unless the file states no types and holds digits", () => {
    expect(commonKind(info("number", true), info("string"), false)).toBeNull()
    expect(commonKind(info("number", true), info("string"), true)).toBe("string")
    expect(commonKind(info("number", false), info("string"), true)).toBeNull()
  })
})
