import { describe, expect, it } from "vitest"
import { UsageError } from "../../src/errors.js"
import { labelColumns } from "../../src/options/label-columns.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import type { NamedRole, StorageKind } from "../../src/model.js"

const table = (columns: Record<string, StorageKind>) => ({
  path: "labels.csv",
  columns: Object.entries(columns).map(([name, kind]) => ({ name, kind, storageType: kind, integer: false })),
})
const predictions = table({ id: "number", at: "datetime", score: "number" })
const asked = (roles: Record<string, NamedRole>, more: Partial<CompareOptions> = {}): CompareOptions => ({
  ...defaultOptions,
  roles: new Map(Object.entries(roles)),
  ...more,
})
const found = (labels: Record<string, StorageKind>, options: CompareOptions) =>
  labelColumns(predictions, table(labels), options, "current")
const refusal = (labels: Record<string, StorageKind>, options: CompareOptions): UsageError => {
  try {
    found(labels, options)
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error("it was not refused")
}

describe("the columns that join labels", () => {
  it("are those with the roles id, target and timestamp, and the label file's only time", () => {
    expect(
      found(
        { id: "number", churned: "number", at: "datetime", note: "string" },
        asked({ id: "id", churned: "target", at: "timestamp" }),
      ),
    ).toEqual({
      id: ["id"],
      labelId: ["id"],
      target: "churned",
      labelTarget: "churned",
      timestamp: "at",
      labelTimestamp: "at",
    })
  })

  it("take the only column that is left, or one whose name says that it is the label", () => {
    expect(found({ id: "number", y7: "number" }, asked({ id: "id" }))).toMatchObject({
      target: "y7",
      labelTimestamp: null,
      timestamp: null,
    })
    expect(found({ id: "number", label: "number", by: "string" }, asked({ id: "id" }))).toMatchObject({
      target: "label",
    })
  })

  it("are called otherwise in the label file where the configuration says so", () => {
    const own = { labelsId: ["request"], labelsTarget: "outcome", labelsTimestamp: "t2" }
    expect(
      found(
        { request: "number", outcome: "number", t1: "datetime", t2: "datetime" },
        asked({ id: "id", churned: "target" }, own),
      ),
    ).toMatchObject({
      id: ["id"],
      labelId: ["request"],
      target: "churned",
      labelTarget: "outcome",
      labelTimestamp: "t2",
    })
  })

  it("are asked for where nothing says which, with what there is", () => {
    expect(refusal({ id: "number", y: "number" }, asked({}))).toMatchObject({
      message: expect.stringContaining("none has the role id") as string,
      hint: '--id id says so; the files share "id"',
    })
    expect(refusal({ id: "number", a: "number", b: "number" }, asked({ id: "id" })).hint).toBe(
      'it may be "a", "b": --target NAME',
    )
    expect(refusal({ id: "number" }, asked({ id: "id" })).hint).toBe("beside ids and times it has no column")
    expect(refusal({ y: "number" }, asked({ id: "id" })).message).toBe(
      'the label file labels.csv has no column "id" for the id',
    )
    expect(refusal({ id: "number", y: "number", a: "datetime", b: "datetime" }, asked({ id: "id" })).hint).toContain(
      'which of "a", "b" is when a label came',
    )
  })

  it("must hold the times that --as-of and --window ask for", () => {
    const labels = { id: "number", y: "number" } as const
    expect(refusal(labels, asked({ id: "id" }, { labelsAsOf: 0 })).message).toContain("no column of times")
    expect(refusal(labels, asked({ id: "id" }, { labelsWindow: 1 })).message).toContain("no column of current")
  })
})
