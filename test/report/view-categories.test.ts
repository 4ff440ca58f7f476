import { describe, expect, it } from "vitest"
import { categoryTable } from "../../src/evidence/distribution.js"
import { categoriesView } from "../../src/report/view-categories.js"

const digits = Array.from({ length: 300 }, (_, i) => `N${String(i).padStart(3, "0")}`)

/** 300 tail numbers: the first 250 on both sides, 20 new, 30 gone; the later the fewer rows. */
const table = categoryTable({
  labels: digits,
  reference: Float64Array.from(digits, (_, i) => (i < 250 ? 400 - i : i < 270 ? 0 : 20)),
  current: Float64Array.from(digits, (_, i) => (i < 250 ? 500 - i : i < 270 ? 10 : 0)),
})

describe("a column of many categories", () => {
  const view = categoriesView(table)

  it("is summed up first: what is new, what is gone, and the most common ones together", () => {
    // 20 × 10 of 94,075 rows; 30 × 20 of 69,475; the ten largest 3,955 of 69,475 and 4,955 of 94,075.
    expect(view.summary).toBe(
      "20 new values hold 0.21% of current, 30 that are gone held 0.86% of reference. The 10 most common: 5.7% → 5.3%.",
    )
  })

  it("shows shares below 1 % and differences below 1 point with two digits", () => {
    expect(view.rows[0]).toMatchObject({ reference: "0.58%", current: "0.53%", change: "−0.04" })
  })

  it("lists ten, five new and five gone ones, and the rest in one row without a bar", () => {
    expect(view.rows.map(({ tag }) => tag).filter((tag) => tag === "new")).toHaveLength(5)
    expect(view.rows.map(({ tag }) => tag).filter((tag) => tag === "gone")).toHaveLength(5)
    expect(view.rows).toHaveLength(21)
    expect(view.rows.at(-1)).toMatchObject({ value_html: "280 others", bar_svg: "" })
  })

  it("draws bars to the largest single share, not to that of the rest", () => {
    // The widest bar of 240 pixels belongs to the largest category: 0.58 % in reference.
    expect(view.rows[0].bar_svg).toContain('width="240" height="8"')
  })
})

describe("a column of few categories", () => {
  it("needs no summary", () => {
    const few = categoryTable({
      labels: ["a", "b"],
      reference: Float64Array.of(10, 0),
      current: Float64Array.of(5, 5),
    })
    expect(categoriesView(few)).toMatchObject({ summary: null, rows: [{ tag: null }, { tag: "new", change: "+50.0" }] })
  })

  it("is read from reports that lack the sums", () => {
    const { new_values: _, gone_values: __, gone_rows: ___, ...older } = table
    expect(categoriesView(older).summary).toBe("The 10 most common: 5.7% → 5.3%.")
  })
})
