import { readFileSync, readdirSync } from "node:fs"
import { expect } from "vitest"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { exactJson } from "../../src/lakes/exact-json.js"

/** What the library that wrote a table reads in one of its versions; fixtures/lakes/README.md describes the tables. */
export interface ExpectedVersion {
  table: string
  /** Null: the newest, without a word. */
  version: string | null
  rows: number
  columns: Record<string, ExpectedColumn>
}

interface ExpectedColumn {
  type: string
  nulls: number
  sum?: number | string
  counts?: Record<string, number>
  min?: string
  max?: string
}

type Figures = Pick<ExpectedVersion, "rows" | "columns">

interface ExpectedFile {
  latest?: number
  versions?: Record<string, Figures>
  snapshots?: { snapshot_id: string | number; expected: Figures }[]
}

export const lakes = "fixtures/lakes"

/** Every version of every table, and the newest of each once more, unnamed. */
export function expectedVersions(): ExpectedVersion[] {
  const tables = readdirSync(lakes).filter((name) => name !== "README.md")
  return tables.flatMap((table) => {
    const file = exactJson(readFileSync(`${lakes}/${table}/expected.json`, "utf8")) as ExpectedFile
    const versions = Object.entries(file.versions ?? {}).map(([version, figures]) => ({ table, version, ...figures }))
    const snapshots = (file.snapshots ?? []).map(({ snapshot_id: id, expected: figures }) => ({
      table,
      version: String(id),
      ...figures,
    }))
    const all = [...versions, ...snapshots]
    return [...all, { ...all.at(-1)!, version: null }]
  })
}

/** Reads a version of a table below `place` and holds every figure to what is expected: counts exactly, sums of doubles to 1e-6. */
export async function expectFigures({ table, version, rows, columns }: ExpectedVersion, place: string): Promise<void> {
  const dataset = await openDataset(`${place}/${table}/table${version === null ? "" : `?version=${version}`}`, {})
  try {
    expect(dataset.rows).toBe(rows)
    const types = dataset.columns.map(({ name, storageType }) => [name, storageType])
    // Partition columns stand in their place in the schema; pyarrow puts them last.
    expect(types.sort()).toEqual(
      Object.entries(columns)
        .map(([name, { type }]) => [name, type])
        .sort(),
    )
    for (const [name, expected] of Object.entries(columns)) {
      const summary = await dataset.summary(name)
      expect(summary.missing, `${name}: missing`).toBe(expected.nulls)
      if (expected.sum !== undefined) expect(Math.abs(summary.sum! - Number(expected.sum)), name).toBeLessThan(1e-6)
      if (expected.counts !== undefined)
        expect(Object.fromEntries(await dataset.counts(name)), name).toEqual(expected.counts)
      for (const end of ["min", "max"] as const)
        if (expected[end] !== undefined) expect(Date.parse(String(summary[end])), name).toBe(instantOf(expected[end]))
    }
  } finally {
    dataset.close()
  }
}

/** "2026-11-01 00:06:56+00:00"; without a zone it is UTC's. To the millisecond. */
function instantOf(text: string): number {
  const iso = text.replace(" ", "T")
  return Date.parse(iso.length === 10 || /([+-]\d\d:\d\d|Z)$/.test(iso) ? iso : `${iso}Z`)
}
