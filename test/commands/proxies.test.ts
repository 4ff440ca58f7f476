import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { readHistory } from "../../src/history/history-file.js"
import type { Report } from "../../src/model.js"
import { runCli } from "../helpers/run-cli.js"

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-proxies-"))
  writeFileSync(join(folder, "ref.csv"), table([[0, 60]]))
  // Up to 5 carts more or fewer a day, less than 10 % of the 60 in the reference; on the last day a third fewer.
  const carts = Array.from({ length: 20 }, (_, day): [number, number] => [day + 1, 60 + ((day * 7) % 11) - 5])
  writeFileSync(join(folder, "days.csv"), table([...carts, [21, 40]]))
  writeFileSync(join(folder, "driftcheck.yaml"), config)
  const [reference, current, reports] = ["ref.csv", "days.csv", "reports"].map((name) => join(folder, name))
  const given = ["--config", join(folder, "driftcheck.yaml"), "--every=day", "-o", reports]
  await runCli(["compare", reference, current, ...given])
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const config = `
timestamp: at
metrics:
  orders: { column: ordered, kind: rate }
  carts: { column: cart, kind: rate }
proxies:
  orders: { by: [carts, mailed, still] }
`

/** 200 rows for each day: as many carts as said, an order for every third of them, and two columns that know nothing of it. */
function table(days: readonly (readonly [day: number, carts: number])[]): string {
  const rows = days.flatMap(([day, carts]) =>
    Array.from({ length: 200 }, (_, i) => {
      const at = new Date(Date.UTC(2026, 0, day + 1, 12) + i * 1000).toISOString()
      return [at, i < carts, i < carts / 3, i < (day * 5) % 17, 1].join(",")
    }),
  )
  return `${["at,cart,ordered,mailed,still", ...rows].join("\n")}\n`
}

const report = (name: string) =>
  JSON.parse(readFileSync(join(folder, "reports", name, "report.json"), "utf8")) as Report
const nights = () =>
  readdirSync(join(folder, "reports"))
    .filter((name) => /^\d{4}-/.test(name))
    .sort()

describe("proxies of a later figure", () => {
  it("say nothing until enough runs have both", () => {
    expect(report(nights()[2]).proxies).toMatchObject({ state: "unknown" })
  })

  it("are fine, and degraded where one that is usable falls by more than 10 % of the reference", () => {
    expect(report(nights()[19]).proxies).toMatchObject({
      state: "fine",
      proxies: [
        { id: "carts", of: "orders", usable: true, status: "fine", pairs: 19 },
        { id: "mailed", usable: false, status: "unknown" },
        { id: "still", usable: false, status: "unknown", pearson: null },
      ],
    })
    const last = report(nights()[20])
    expect(last.proxies).toMatchObject({ state: "degraded", proxies: [{ status: "degraded", usable: true }, {}, {}] })
    expect(last.proxies?.proxies[0].change_share).toBeCloseTo(-1 / 3, 12)
    expect(last.metrics.find(({ id }) => id === "carts")).toMatchObject({ status: "warn", warn_limit: 0.27 })
  })

  it("that are not usable are shown, and warn of nothing", () => {
    const { metrics } = report(nights()[20])
    expect(metrics.find(({ id }) => id === "mailed")).toMatchObject({ status: "no_limit" })
  })

  it("leave their state in the history", () => {
    const { runs } = readHistory(join(folder, "reports"))
    expect(runs.map(({ proxies }) => proxies).slice(-2)).toEqual(["fine", "degraded"])
  })

  it("are listed with their strength by driftcheck proxies, of a folder of runs", async () => {
    const { code, stdout } = await runCli([
      "proxies",
      join(folder, "reports"),
      "--config",
      join(folder, "driftcheck.yaml"),
    ])
    expect(code).toBe(0)
    expect(stdout).toContain("orders, known in the same run:")
    expect(stdout).toMatch(/carts {3}usable {6}r = 0\.9\d+ \(/)
    expect(stdout).toMatch(/still {3}not usable {2}no correlation over 21 runs/)
  })

  it("are listed by driftcheck proxies of a table, as fixtures/proxies/golden.json has them", async () => {
    const { code, stdout } = await runCli([
      "proxies",
      "fixtures/proxies/history.parquet",
      "--of=converted_14d",
      "--by=add_to_cart,support_tickets",
    ])
    expect(code).toBe(0)
    expect(stdout).toContain("add_to_cart      usable      r = 0.888 (0.828 to 0.927) over 76 rows, Spearman 0.875")
    expect(stdout).toContain("support_tickets  not usable  r = −0.735 (−0.824 to −0.611) over 76 rows")
  })

  it("end in 1 where none may stand for a later figure, and in 2 where nothing is asked", async () => {
    const path = "fixtures/proxies/history.parquet"
    expect((await runCli(["proxies", path, "--of=converted_14d", "--by=constant"])).code).toBe(1)
    const nothing = await runCli(["proxies", path, "--of=converted_14d"])
    expect(nothing).toMatchObject({ code: 2 })
    expect(nothing.stderr).toContain("--of and --by go together")
    // A column without a value is there all the same.
    const table = join(folder, "empty-column.csv")
    writeFileSync(table, "orders,carts\n1,\n2,\n")
    expect(await runCli(["proxies", table, "--of=orders", "--by=carts"])).toMatchObject({ code: 1, stderr: "" })
    // A name that was mistyped is no figure that stands for nothing.
    const mistyped = await runCli(["proxies", join(folder, "reports"), "--of=orders", "--by=cart"])
    expect(mistyped).toMatchObject({ code: 2, stdout: "" })
    expect(mistyped.stderr).toContain('has a figure "cart"\nhint: did you mean "carts"? they have carts, ')
  })
})
