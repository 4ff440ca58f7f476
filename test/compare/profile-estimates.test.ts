/** Estimates whose reference is a saved profile: what the table gives, or a sentence on why not. */
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet"
import { compressors } from "hyparquet-compressors"
import { describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const folder = freshFolder()

async function compare(reference: string, current: string, argv: readonly string[]): Promise<Report> {
  const { stdout } = await runCli(["compare", reference, current, ...argv, ...quietly])
  return JSON.parse(stdout) as Report
}
const quietly = ["--no-config", "--no-output", "--format=json"]

async function profileOf(file: string, argv: readonly string[]): Promise<string> {
  const path = folder.path("reference.profile.json")
  const { code, stderr } = await runCli(["profile", file, ...argv, "-o", path])
  expect(code, stderr).toBe(0)
  return path
}

/** The table of a Parquet file as CSV, without one of its columns. */
async function without(column: string, file: string): Promise<string> {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors })
  const names = Object.keys(rows[0]).filter((name) => name !== column)
  const lines = rows.map((row) => names.map((name) => String(row[name])).join(","))
  return folder.write("current.csv", [names.join(","), ...lines, ""].join("\n"))
}

/** Every figure that is estimated: value, interval, rows and state. */
const estimatesOf = ({ metrics }: Report) =>
  metrics.flatMap(({ id, value, low, high, rows, status, estimated }) =>
    estimated ? [{ id, value: value ?? NaN, low: low ?? NaN, high: high ?? NaN, rows, status }] : [],
  )

/** Within 1e-12 of each other, alike in all else. */
function expectAlike(found: Report, wanted: Report): void {
  const [ours, theirs] = [estimatesOf(found), estimatesOf(wanted)]
  expect(ours.map(({ id, rows, status }) => [id, rows, status])).toEqual(
    theirs.map(({ id, rows, status }) => [id, rows, status]),
  )
  ours.forEach((own, i) => {
    for (const key of ["value", "low", "high"] as const)
      expect(Math.abs(own[key] - theirs[i][key]), `${own.id} ${key}`).toBeLessThan(1e-12)
  })
}

const two = {
  sides: ["ref", "cur"].map((side) => `fixtures/shift/shift_covariate_${side}.parquet`),
  target: "label",
  roles: ["--target=label", "--prediction=pred,score"],
  figures: 7,
}
const three = {
  sides: ["ref", "cur"].map((side) => `fixtures/estimates/three_classes_${side}.parquet`),
  target: "truth",
  roles: ["--target=truth", "--prediction=predicted", "--probabilities=high=p_high,low=p_low,mid=p_mid"],
  figures: 5,
}

describe("a profile as reference", () => {
  it.each([
    ["two classes", two],
    ["three classes", three],
  ])("gives the estimates of %s that its table gives", async (_, { sides: [reference, labelled], ...made }) => {
    const current = await without(made.target, labelled)
    const found = await compare(await profileOf(reference, made.roles), current, made.roles)
    expect(estimatesOf(found)).toHaveLength(made.figures)
    expectAlike(found, await compare(reference, current, made.roles))
  })

  it.each([
    ["two classes", two],
    ["three classes", three],
  ])("made by chunk gives chunks of %s, their bands, limits and alerts", async (_, { sides, roles }) => {
    const chunk = "--chunk=500"
    const path = await profileOf(sides[0], [...roles, chunk])
    const [found, wanted] = [
      await compare(path, sides[1], [...roles, chunk]),
      await compare(sides[0], sides[1], [...roles, chunk]),
    ]
    expect(found.performance?.chunks?.reference_chunks).toBeGreaterThan(3)
    expect(found.performance?.chunks?.figures[0].values[0].low).not.toBeNull()
    expect(found.performance?.chunks).toEqual(wanted.performance?.chunks)
    const other = await compare(path, sides[1], [...roles, "--chunk=700"])
    expect(
      other.performance?.chunks?.figures.every(
        ({ low_limit, high_limit }) => low_limit === null && high_limit === null,
      ),
    ).toBe(true)
    expect(other.warnings.join("\n")).toContain("the profile keeps those by 500 rows. Make it with --chunk 700.")
  })

  it("whose strings are hashed gives those of two classes, and says that it gives none of more", async () => {
    const hashed = async ({ sides: [reference, labelled], target, roles }: typeof two) => {
      const path = await profileOf(reference, [...roles, "--hash-salt=salt"])
      return compare(path, await without(target, labelled), roles)
    }
    expectAlike(await hashed(two), await compare(two.sides[0], folder.path("current.csv"), two.roles))
    const more = await hashed(three)
    expect(estimatesOf(more)).toEqual([])
    expect(more.warnings.join("\n")).toMatch(/nothing is estimated|not measured/i)
    expect(folder.read("reference.profile.json")).not.toContain('"mid"')
  })

  it("estimates nothing where it was made without its predictions, or is merged, and says so", async () => {
    const [reference, labelled] = two.sides
    const current = await without("label", labelled)
    const merged = folder.path("merged.profile.json")
    const part = await profileOf(reference, two.roles)
    const { stderr } = await runCli(["profile", "merge", part, part, "-o", merged])
    expect(stderr).toContain("figures of performance")
    for (const path of [merged, await profileOf(reference, [])]) {
      const found = await compare(path, current, two.roles)
      expect(estimatesOf(found)).toEqual([])
      expect(found.warnings.join("\n")).toContain("Profile the table with --target and --prediction")
    }
  })

  it("of a regression says that losses are learnt from rows", async () => {
    const roles = ["--target=cnt", "--prediction=prediction", "--exclude=dteday,instant"]
    const path = await profileOf("fixtures/data/bikeshare_ref.csv", roles.slice(0, 2))
    const { warnings, performance } = await compare(path, "fixtures/data/bikeshare_cur.csv", [...roles, "--chunk=1000"])
    expect(performance?.chunks).toBeUndefined()
    expect(warnings.join("\n")).toContain("MAE and RMSE are not estimated without labels")
  })
})
