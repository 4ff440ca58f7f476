import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { randomNumbers } from "../../src/stats/random.js"
import { runCli } from "../helpers/run-cli.js"

/** What a first user stumbled over. */

const folder = mkdtempSync(join(tmpdir(), "driftcheck-edges-"))
afterAll(() => rmSync(folder, { recursive: true }))

function csv(name: string, lines: string[]): string {
  const path = join(folder, name)
  writeFileSync(path, `${lines.join("\n")}\n`)
  return path
}

async function reportOf(reference: string, current: string, ...flags: string[]): Promise<Report> {
  const { stdout } = await runCli(["compare", reference, current, "--no-output", "--format", "json", ...flags])
  return JSON.parse(stdout) as Report
}

const times = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i))

describe("odd data", () => {
  it("has an answer beside a column without any value", async () => {
    const file = csv("empty-column.csv", ["x,y", ...times(40, (i) => `${i % 7}.5,`)])
    const { columns, verdict } = await reportOf(file, file)
    expect(verdict.exit_code).toBe(0)
    expect(columns[1]).toMatchObject({ status: "not_tested", reason: "All values are missing on both sides." })
  })

  it("has an answer beside texts that are nearly all different", async () => {
    const side = (seed: number) => {
      const next = randomNumbers(seed)
      const rows = times(1998, (i) => `k${seed}_${i}_${Math.floor(next() * 1e9)},${next()}`)
      return csv(`unique-${seed}.csv`, ["session,w", "dup,1.5", "dup,2.5", ...rows])
    }
    const { columns, verdict } = await reportOf(side(1), side(2))
    expect(columns.map(({ status }) => status)).not.toContain("error")
    expect(verdict.status).not.toBe("no_verdict")
  })

  it("sees that nearly every row moved beside an outlier on both sides", async () => {
    const side = (seed: number, shift: number) => {
      const next = randomNumbers(seed)
      return csv(`outlier-${seed}.csv`, ["v", "1000000000", ...times(2000, () => String(next() + next() + shift))])
    }
    const { columns } = await reportOf(side(1, 0), side(2, 5))
    expect(columns[0]).toMatchObject({ status: "drift", effect: { method: "clipped-wasserstein" } })
    expect(columns[0].ratio).toBeGreaterThan(30)
  })

  it("never lets one cell, the unit or the storage decide", async () => {
    const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    const side = (seed: number, shift: number, share: number) => {
      const next = randomNumbers(seed)
      const rows = times(4000, (i) => {
        const x = normal(next) + shift
        const flag = next() < share
        const outlier = i === 0 && seed === 1 ? 1e6 : x
        const sentinel = i % 100 === 0 ? -999 : x
        return [x, x * 1e-6, x * 1e6, outlier, sentinel, Number(flag), flag, flag ? "yes" : "no"].join(",")
      })
      return csv(`scales-${seed}.csv`, ["x,tiny,huge,outlier,sentinel,int,bool,text", ...rows])
    }
    const { columns } = await reportOf(side(1, 0, 0.2), side(2, 0.5, 0.26))
    expect(columns.map(({ name, status }) => `${name} ${status}`)).toEqual(
      ["x", "tiny", "huge", "outlier", "sentinel", "int", "bool", "text"].map((name) => `${name} drift`),
    )
    const [x, tiny, huge] = columns
    expect(tiny.ratio).toBeCloseTo(x.ratio ?? NaN, 6)
    expect(huge.ratio).toBeCloseTo(x.ratio ?? NaN, 6)
    const [int, bool, text] = columns.slice(5)
    expect(bool.effect).toEqual(int.effect)
    expect(text.effect).toEqual(int.effect)
  })

  it("warns of whole numbers whose shares moved while their order hides it, and leaves the verdict alone", async () => {
    const side = (seed: number, bend: number) => {
      const next = randomNumbers(seed)
      const code = () => 4 * Math.floor(next() * 5) + Math.floor(next() ** bend * 4)
      return csv(`codes-${seed}.csv`, ["code", ...times(4000, () => String(code()))])
    }
    const { columns, warnings, verdict } = await reportOf(side(1, 1), side(2, 1.3))
    expect(columns[0].status).toBe("ok")
    expect(warnings.join(" ")).toMatch(/code \(Jensen–Shannon 0\.0\d+\).*type: categorical/)
    expect(verdict).toMatchObject({ status: "no_drift", exit_code: 0 })
    const { warnings: quiet } = await reportOf(side(3, 1), side(4, 1))
    expect(quiet).toEqual([])
  })
})

describe("odd command lines", () => {
  it("never overwrite an input or write two reports into one file", async () => {
    const file = csv("precious.csv", ["x", ...times(40, String)])
    const over = await runCli(["compare", file, file, "--no-output", "--json", file])
    expect(over).toMatchObject({ code: 2, stdout: "" })
    expect(over.stderr).toContain("is an input and would be overwritten")
    const out = join(folder, "one.out")
    const twice = await runCli(["compare", file, file, "--no-output", "--json", out, "--html", out])
    expect(twice.stderr).toContain("two outputs go to the same file")
  })

  it("are refused where they leave nothing to compare or make no sense", async () => {
    const file = csv("plain.csv", ["x", ...times(40, (i) => String(i % 9))])
    const none = await reportOf(file, file, "--exclude", "x")
    expect(none.verdict.reasons[0]).toContain("No column is left to compare")
    const { stderr } = await runCli(["compare", file, file, "--no-output", "--method", "ks", "--threshold", "2"])
    expect(stderr).toContain("--threshold 2 is no threshold for ks")
  })
})
