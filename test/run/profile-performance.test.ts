import { describe, expect, it } from "vitest"
import type { Profile } from "../../src/profiles/profile.js"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const folder = freshFolder()
const data = "fixtures/data/calhousing_delayed"
const roles = [
  "--id",
  "id",
  "--timestamp",
  "timestamp",
  "--target",
  "clf_target",
  "--prediction",
  "y_pred_proba,y_pred",
]
const late = ["--labels", `${data}_labels.csv`]

async function profiled(file: string, ...more: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(["profile", file, ...more, "-o", "-"])
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
  return folder.write("ref.profile.json", stdout)
}

async function compared(reference: string, ...more: string[]): Promise<Report> {
  const args = ["compare", reference, `${data}_cur.parquet`, ...roles, ...late, "--fail-on", "performance"]
  const { stdout } = await runCli([...args, "--no-output", "--json", "-", ...more])
  return JSON.parse(stdout) as Report
}

/** They speak of how labels were joined to current. */
const ofLabels = new Set(["label_coverage", "p50_label_delay", "p95_label_delay"])

describe("a profile of a labelled table", () => {
  it("is the baseline of performance that the table itself is, figure by figure", async () => {
    const profile = await profiled(`${data}_ref.parquet`, ...roles)
    const [byFile, byProfile] = [await compared(`${data}_ref.parquet`), await compared(profile)]
    expect(byProfile.metrics).toEqual(byFile.metrics)
    const auc = byProfile.metrics.find(({ id }) => id === "roc_auc")
    expect(auc).toMatchObject({ status: "fail", reference_rows: 5832 })
    expect(auc?.change).toBeCloseTo(-0.06526, 5)
    expect(byProfile.verdict).toMatchObject({ exit_code: 1, causes: [{ id: "performance" }] })
  })

  it("says that chunks have no limits where it keeps none of this size", async () => {
    const note = "Chunks by 1,000 rows have no limits: the profile keeps none. Make it with --chunk 1000."
    const plain = await compared(await profiled(`${data}_ref.parquet`, ...roles), "--chunk=1000")
    expect(plain.performance?.chunks).toMatchObject({ by: 1000, reference_chunks: 0 })
    expect(plain.performance?.chunks?.chunks).toHaveLength(9)
    expect(plain.warnings).toContain(note)
    const kept = await compared(await profiled(`${data}_ref.parquet`, ...roles, "--chunk=1000"), "--chunk=1000")
    expect(kept.performance?.chunks?.reference_chunks).toBeGreaterThan(3)
    expect(kept.warnings).not.toContain(note)
  })

  it("takes labels that came later, and every column has as many rows as it", async () => {
    const profile = await profiled(`${data}_cur.parquet`, ...roles, ...late)
    const { metrics } = await compared(profile)
    const figures = metrics.filter(({ id }) => !ofLabels.has(id))
    for (const { id, change } of figures.filter(({ estimated }) => !estimated)) expect(change, id).toBe(0)
    // What is estimated of current is held to what the same rows' labels say.
    const estimates = figures.filter(({ estimated }) => estimated)
    expect(estimates.length).toBeGreaterThan(5)
    for (const { id, change } of estimates) expect(Math.abs(change ?? 1), id).toBeLessThan(0.005)
    const { rows, columns, performance } = JSON.parse(folder.read("ref.profile.json")) as Profile
    expect(rows).toBe(8232)
    expect(columns.map(({ summary }) => summary.rows)).toEqual(columns.map(() => rows))
    expect(performance?.figures.find(({ id }) => id === "roc_auc")?.rows).toBe(7206)
  })

  it("says nothing of figures that are made in another way now, and why", async () => {
    const profile = await profiled(`${data}_ref.parquet`, ...roles)
    const { metrics, warnings } = await compared(profile, "--decision-threshold", "0.4")
    expect(new Set(metrics.map(({ reference_value }) => reference_value))).toEqual(new Set([null]))
    expect(warnings).toContain(
      "The profile's figures of performance are no baseline: decision_threshold was 0.5 when it was made, and is 0.4 now.",
    )
  })

  it("without roles keeps no figures, as before, and neither does a merged one", async () => {
    const plain = await profiled(`${data}_ref.parquet`)
    expect(JSON.parse(folder.read("ref.profile.json"))).not.toHaveProperty("performance")
    const { metrics } = await compared(plain)
    expect(new Set(metrics.map(({ change }) => change))).toEqual(new Set([null]))
    const part = await profiled(`${data}_ref.parquet`, ...roles)
    const { stdout } = await runCli(["profile", "merge", part, part, "-o", "-"])
    expect(JSON.parse(stdout)).not.toHaveProperty("performance")
  })

  it("names no class where its categories are hashed, and says where nothing can be measured", async () => {
    const kinds = ["gecko", "otter", "zebra"]
    const lines = Array.from({ length: 300 }, (_, i) => `${kinds[i % 3]},${kinds[i % 5 === 0 ? (i + 1) % 3 : i % 3]}`)
    const file = folder.write("kinds.csv", ["kind,guess", ...lines, ""].join("\n"))
    const asked = ["--target", "kind", "--prediction", "guess"]
    await profiled(file, ...asked, "--hash-salt", "s")
    expect(folder.read("ref.profile.json")).not.toMatch(/gecko|otter|zebra/)
    const { figures = [] } = (JSON.parse(folder.read("ref.profile.json")) as Profile).performance ?? {}
    expect(figures.map(({ id }) => id)).toContain("macro_f1")
    await profiled(file, ...asked)
    const named = (JSON.parse(folder.read("ref.profile.json")) as Profile).performance?.figures ?? []
    expect(named.filter(({ id }) => id === "f1").map(({ labels }) => labels.class)).toEqual(kinds)
  })

  it("with too few labels says so", async () => {
    const file = folder.write("few.csv", "y,p\n1,0.9\n0,0.2\n")
    const { stderr, stdout } = await runCli(["profile", file, "--target", "y", "--prediction", "p", "-o", "-"])
    expect(stderr).toBe("note: Insufficient labelled data, n = 2: at least 100 are needed.\n")
    expect(JSON.parse(stdout)).not.toHaveProperty("performance")
  })
})
