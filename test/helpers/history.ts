/** Histories made up for tests. */
import type { HistoryColumn, HistoryRun } from "../../src/model.js"
import { generator, normal } from "./sample-columns.js"

const night = 86_400_000
const first = Date.parse("2026-10-25T02:15:00.000Z")

export function historyColumn(name: string, ratio: number, over: Partial<HistoryColumn> = {}): HistoryColumn {
  return {
    name,
    ratio,
    score: ratio * 0.1,
    drifted: ratio >= 1,
    accepted: false,
    method: "wasserstein",
    threshold: 0.1,
    kind: "distance",
    ...over,
  }
}

/** The run of night `i`, with these columns; its share follows from them. */
export function historyRun(i: number, columns: HistoryColumn[], over: Partial<HistoryRun> = {}): HistoryRun {
  const created_at = new Date(first + i * night).toISOString()
  const drifted = columns.filter((column) => column.drifted).length
  const share = columns.length === 0 ? 0 : drifted / columns.length
  return {
    run: `${created_at.slice(0, 19).replaceAll(":", "")}Z`,
    kind: "comparison",
    created_at,
    status: share >= 0.3 ? "drift" : "no_drift",
    exit_code: share >= 0.3 ? 1 : 0,
    reason: null,
    drift_share: share,
    drift_share_threshold: 0.3,
    drifted_columns: drifted,
    tested_columns: columns.length,
    failed_checks: 0,
    failed: [],
    reference: { rows: 10_000, sha256: "6d1f".padEnd(64, "c09a") },
    current: { rows: 8_000, sha256: "91be".padEnd(64, "17f2") },
    config_hash: "5b1f0c7d2a94e638",
    columns,
    metrics: [],
    ...over,
  }
}

export function silentRun(i: number, reason = "cannot read in/today.parquet: no such file"): HistoryRun {
  return historyRun(i, [], {
    ...{ status: "no_verdict", exit_code: 2, reason, drift_share: null, drift_share_threshold: null },
    ...{ config_hash: null, reference: { rows: null, sha256: null }, current: { rows: null, sha256: null } },
  })
}

/**
 * `n` nights of these columns: some rise to different heights, one falls, the rest stay with noise; night 16 gave no answer and the
 * configuration changed at night 4.
 */
export function nights(n: number, names: readonly string[]): HistoryRun[] {
  const next = generator(7)
  return Array.from({ length: n }, (_, i) => {
    if (i === 16) return silentRun(i)
    const columns = names.map((name, j) => {
      const course =
        j < 4 ? (i / n) ** 2 * (6 / (j + 1)) : j === 4 ? 0.8 * (1 - i / n) : j === 5 ? 0.1 + (0.75 * i) / n : 0.3
      return historyColumn(name, Math.max(0.01, course + 0.05 * normal(next)))
    })
    return historyRun(i, columns, i < 4 ? { config_hash: "0a4c52e19b37d860" } : {})
  })
}
