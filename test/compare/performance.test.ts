import { describe, expect, it } from "vitest"
import { measureTables } from "../metrics/measure-table.js"

const rows = 600
const truth = Array.from({ length: rows }, (_, i) => i % 2)
const score = truth.map((y, i) => Math.min(1, Math.max(0, 0.3 + 0.4 * y + ((i * 7) % 11) / 50)))
const roles = { y: "target", score: "prediction" } as const
const at = (i: number) => BigInt(Date.UTC(2026, 0, 1)) + BigInt(i) * 3_600_000n

describe("predictions beside their truth", () => {
  it("of two classes give a confusion matrix, thresholds and calibration", async () => {
    const { performance } = await measureTables({ current: { y: truth, score } }, roles)
    expect(performance).toMatchObject({
      task: "binary",
      target: "y",
      score: "score",
      predicted: null,
      leading: "roc_auc",
    })
    const { confusion, thresholds, calibration, labelled, residuals } = performance!.current
    expect(labelled).toBe(rows)
    expect(confusion!.flat().reduce((sum, count) => sum + count, 0)).toBe(rows)
    const last = thresholds!.at(-1)!
    expect(last).toMatchObject({ true_negatives: 0, false_negatives: 0, true_positives: 300, false_positives: 300 })
    expect(calibration!.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows)
    expect(residuals).toBeNull()
  })

  it("of numbers give residuals in the same bins on both sides", async () => {
    const y = truth.map((_, i) => i)
    const near = { y, score: y.map((value, i) => value + ((i * 7) % 11)) }
    const far = { y, score: y.map((value, i) => value + 5 * ((i * 7) % 11)) }
    const { performance } = await measureTables({ reference: near, current: far }, roles)
    const [reference, current] = [performance!.reference!.residuals!, performance!.current.residuals!]
    expect(reference.edges).toEqual(current.edges)
    for (const { counts } of [reference, current]) expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows)
    expect(performance).toMatchObject({ task: "regression", leading: "mae" })
  })

  it("follow the leading figure over calendar periods with enough labels", async () => {
    const time = truth.map((_, i) => Number(at(i)))
    const { performance } = await measureTables(
      { current: { y: truth, score, time } },
      { ...roles, time: "timestamp" },
      { minLabels: 24 },
    )
    expect(performance!.period).toBe("day")
    expect(performance!.current.periods).toHaveLength(25)
    expect(performance!.current.periods[0]).toMatchObject({ start: "2026-01-01T00:00:00.000Z", rows: 24 })
  })

  it("have neither curves nor tables where labels are few", async () => {
    const { performance } = await measureTables({ current: { y: truth, score } }, roles, { minLabels: 601 })
    expect(performance!.current).toMatchObject({ labelled: 600, confusion: null, thresholds: null, calibration: null })
  })

  it("say why they cannot be held against the truth", async () => {
    const y = truth.map((value) => (value === 1 ? "UP" : "DOWN"))
    const { performance, metrics, notes } = await measureTables({ current: { y, score } }, roles)
    expect([performance, metrics]).toEqual([null, []])
    expect(notes[0]).toContain("--positive")
  })
})
