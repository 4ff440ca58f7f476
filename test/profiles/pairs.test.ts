import { existsSync, readdirSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { defaultOptions } from "../../src/options/options.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { ProfileDataset } from "../../src/datasets/profile-dataset.js"
import type { CheckResult, ColumnResult } from "../../src/model.js"
import { makeProfile } from "../../src/profiles/make-profile.js"
import type { Profile } from "../../src/profiles/profile.js"
import { profileText } from "../../src/profiles/seal.js"
import { loadRegistry } from "../../src/registry.js"

const registry = await loadRegistry()
const folder = "fixtures/data"
const files = readdirSync(folder)
const references = files
  .filter((file) => /_ref\.(parquet|csv)$/.test(file) && files.includes(file.replace("_ref.", "_cur.")))
  .map((file) => `${folder}/${file}`)
/** A pair that is too large to be kept with the tests. */
const large = "../shared/data/elec2_ref.parquet"
const distances = ["ks-distance", "hellinger", "kl-divergence", "total-variation"]
const divergences = new Set(["psi", "kl-divergence"])
const cutting = new Set(["clipped-wasserstein", "tails-distance"])
/** A profile keeps no days of its reference to hold current to. */
const options = { ...defaultOptions, measure: distances, periods: { ...defaultOptions.periods, on: false } }

/** Columns whose values a profile does not keep. */
function keepsNoValues(profile: Profile, name: string): boolean {
  const column = profile.columns.find((candidate) => candidate.name === name)
  return column !== undefined && column.points === null && column.categories === null
}

async function comparePair(path: string) {
  const reference = await openDataset(path, {})
  const current = await openDataset(path.replace("_ref.", "_cur."), {})
  const text = profileText(await makeProfile(reference, { categorySalt: null }))
  const profile = JSON.parse(text) as Profile
  return {
    bytes: text.length,
    profile,
    raw: await compareDatasets(reference, current, options, registry),
    profiled: await compareDatasets(new ProfileDataset("ref.profile.json", profile), current, options, registry),
  }
}

/** Method, flag and numbers of a column's measurements. */
function flags({ measurements }: ColumnResult): [method: string, drifted: boolean | null][] {
  return measurements.map(({ method, drifted }) => [method, drifted])
}

it.skipIf(existsSync(large))(`the pair elec2 is left out: ${large} is not there`, ({ skip }) => skip())

/** Whether a check looks at rows, which no profile keeps. */
function looksAtRows({ id }: CheckResult): boolean {
  return ["rows", "keys"].includes(registry.checks.get(id)?.meta.evidence ?? "")
}

/** What the checks of columns found, but for those of texts that the profile does not keep, which its warning tells. */
function found(checks: readonly CheckResult[], profile: Profile) {
  return checks
    .filter((check) => !looksAtRows(check))
    .filter(({ id, column, status }) =>
      registry.checks.get(id)?.meta.evidence === "texts" && column !== null
        ? !keepsNoValues(profile, column)
        : status !== "not_applicable",
    )
    .map(({ id, column, status }) => [id, column, status])
}

describe.each(existsSync(large) ? [...references, large] : references)("a profile of %s", (path) => {
  const pair = comparePair(path)

  it("gives the verdicts and flags of the file itself, and says so where it cannot", async () => {
    const { profile, raw, profiled } = await pair
    const kept = raw.columns.filter(({ name }) => !keepsNoValues(profile, name))
    expect(kept.length).toBeGreaterThan(4)
    for (const column of kept) {
      const again = profiled.columns.find(({ name }) => name === column.name)
      expect(again, column.name).toMatchObject({ status: column.status, type: column.type, method: column.method })
      expect(again === undefined ? [] : flags(again), column.name).toEqual(flags(column))
    }
    const ofRows = profiled.checks.filter(looksAtRows)
    expect(ofRows.length).toBeGreaterThan(5)
    for (const { id, status } of ofRows) expect(status, id).toBe("not_applicable")
    const refused = profiled.columns.filter((column) => {
      const { status } = raw.columns.find(({ name }) => name === column.name) ?? column
      return status === "drift" || status === "ok" ? column.status !== status : false
    })
    for (const { name, reason } of refused) expect(reason, name).toContain("A profile keeps figures of this column")
    if (refused.length === 0 && profiled.columns.every(({ status }) => status !== "error")) {
      expect(profiled.verdict.status).toBe(raw.verdict.status)
      expect(profiled.drift.drift_share).toBe(raw.drift.drift_share)
      expect(found(profiled.checks, profile)).toEqual(found(raw.checks, profile))
      const unkept = profile.columns.filter(({ kind, name }) => kind === "string" && keepsNoValues(profile, name))
      for (const { name } of unkept.slice(0, 5))
        expect(profiled.warnings.find((warning) => warning.includes("Only figures of "))).toContain(name)
    }
  })

  it("gives every distance and every KS statistic within the stated resolution, and exactly where that is 0", async () => {
    const { profile, raw, profiled } = await pair
    for (const column of raw.columns) {
      if (keepsNoValues(profile, column.name)) continue
      const again = profiled.columns.find(({ name }) => name === column.name)
      const shares = profile.columns.find(({ name }) => name === column.name)?.points?.resolution ?? 0
      for (const [i, before] of column.measurements.entries()) {
        const after = again?.measurements[i]
        const place = `${column.name} ${before.method}`
        // Divergences weigh shares by logarithms: a change of shares shows up to about three times in these data.
        // What cuts at quantiles has them off by up to the resolution, too.
        const factor = divergences.has(before.method) ? 3.5 : cutting.has(before.method) ? 2 : 1
        const resolution = factor * shares
        if (shares === 0) expect(after, place).toEqual(before)
        else if (before.p_value === null)
          expect(Math.abs((after?.drift_score ?? 9) - (before.drift_score ?? 0)), place).toBeLessThanOrEqual(
            resolution + 1e-12,
          )
        else if (before.method === "ks")
          expect(Math.abs((after?.statistic ?? 9) - (before.statistic ?? 0)), place).toBeLessThanOrEqual(
            resolution + 1e-12,
          )
      }
    }
  })

  it("is small and tells its resolution in the report", async () => {
    const { bytes, profile, profiled } = await pair
    expect(bytes).toBeLessThan(200_000)
    const widest = Math.max(
      0,
      ...profile.columns.map(({ points, kind }) => (kind === "number" ? (points?.resolution ?? 0) : 0)),
    )
    expect(widest).toBeLessThan(1 / 1600 + 1 / profile.rows)
    const told = profiled.warnings.find((warning) => warning.startsWith("Reference: It is a profile: "))
    expect(told).toContain(widest === 0 ? "exact" : "every share of rows is within 0.000")
  })
})
