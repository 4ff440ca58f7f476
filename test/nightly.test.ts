/** Forty nights as a cron user has them: slices of two years of bike rentals, a whole year each, that move on by nine days a night. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process"
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { readHistory } from "../src/history/history-file.js"
import type { HistoryRun, Report } from "../src/model.js"
import { runCli, type CliResult } from "./helpers/run-cli.js"
import { patience } from "./helpers/patience.js"

const nights = 40
const missing = [12, 27]
const killed = 20
const damagedAfter = 32
/** From this night on with another drift share. */
const changed = 35
const together = nights

const bin = resolve("bin/driftcheck.js")
/** What cron gives a command: next to nothing. */
const cron = { PATH: "/usr/bin:/bin", HOME: "/", LOGNAME: "nobody", SHELL: "/bin/sh" }

let folder: string
const at = (...parts: string[]) => join(folder, ...parts)
const today = new Date()
const night = (n: number) => new Date(today.getTime() - (nights - n) * 86_400_000 - 3_600_000)
const results = new Map<number, CliResult>()
let both: CliResult[] = []

function writeSlices(): void {
  const [head = "", ...first] = readFileSync("fixtures/data/bikeshare_ref.csv", "utf8").trimEnd().split("\n")
  const [, ...second] = readFileSync("fixtures/data/bikeshare_cur.csv", "utf8").trimEnd().split("\n")
  const rows = [...first, ...second].sort((a, b) => parseInt(a) - parseInt(b))
  const write = (name: string, lines: string[]) => writeFileSync(at(name), `${[head, ...lines].join("\n")}\n`)
  write(
    "reference.csv",
    first.filter((_, i) => i % 5 === 0),
  )
  for (let n = 1; n <= nights; n++) {
    const start = Math.round(((rows.length - first.length) * n) / nights)
    if (!missing.includes(n))
      write(
        `night-${n}.csv`,
        rows.slice(start, start + first.length).filter((_, i) => i % 5 === 2),
      )
  }
}

const command = (n: number, input = at(`night-${n}.csv`)) => [
  ...[
    "compare",
    at("reference.csv"),
    input,
    "--target",
    "cnt",
    "--prediction",
    "prediction",
    "-o",
    at("reports"),
    "--keep",
    "30",
  ],
  ...(n >= changed ? ["--drift-share", "0.2"] : []),
]

function start(args: readonly string[]): { child: ChildProcess; ended: Promise<CliResult> } {
  const child = spawn(process.execPath, [bin, ...args], { cwd: "/", env: cron })
  let [stdout, stderr] = ["", ""]
  child.stdout.on("data", (text) => (stdout += String(text)))
  child.stderr.on("data", (text) => (stderr += String(text)))
  const ended = new Promise<CliResult>((done) =>
    child.on("close", (code) => done({ code: code ?? -1, stdout, stderr })),
  )
  return { child, ended }
}

/** A run that waits for its input, killed while it does. */
async function killOne(n: number): Promise<void> {
  const { child, ended } = start(command(n, "-"))
  const prepared = () => readdirSync(at("reports")).filter((name) => name.startsWith(".run-"))
  await vi.waitFor(() => expect(prepared()).toHaveLength(1), { timeout: patience(20), interval: 100 })
  child.kill("SIGKILL")
  await ended
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-nights-"))
  writeSlices()
  for (let n = 1; n < together; n++) {
    if (n === killed) await killOne(n)
    else results.set(n, await runCli(command(n), { at: night(n), env: cron }))
    if (n === damagedAfter) appendFileSync(at("reports/history.ndjson"), '{"run":"2026-')
  }
  both = await Promise.all([start(command(together)).ended, start(command(together)).ended])
}, patience(300))
afterAll(() => rmSync(folder, { recursive: true }))

const history = (): HistoryRun[] => readHistory(at("reports")).runs
const reportOf = (run: string) => JSON.parse(readFileSync(at("reports", run, "report.json"), "utf8")) as Report
const runFolders = () => readdirSync(at("reports")).filter((name) => /^\d{4}-/.test(name))

describe("forty nights", () => {
  it("leave a line each, but for the night that was killed, and two for the night with two runs", () => {
    const runs = history()
    expect(runs).toHaveLength(nights - 1 + 1)
    const silent = runs.filter(({ status }) => status === "no_verdict")
    expect(silent.map(({ created_at }) => created_at)).toEqual(missing.map((n) => night(n).toISOString()))
    for (const { reason } of silent) expect(reason).toMatch(/^cannot read .*night-\d+\.csv: no such file/)
    for (const n of missing) expect(results.get(n)?.code).toBe(2)
    for (const run of runs.filter(({ status }) => status !== "no_verdict"))
      expect(run.columns.length).toBeGreaterThan(10)
  })

  it("leave nothing half-written and no lock, and say what they cleaned up", () => {
    expect(readdirSync(at("reports")).filter((name) => !/^\d{4}-/.test(name))).toEqual([
      "history.ndjson",
      "index.html",
      "latest",
    ])
    expect(results.get(killed + 1)?.stderr).toMatch(
      /^warning: removed .*\.run-\d+-.*, left behind by a run that was killed\n$/,
    )
    const talkative = [...results].filter(([, { stderr }]) => stderr !== "").map(([n]) => n)
    expect(talkative).toEqual([...missing, killed + 1, damagedAfter + 1].sort((a, b) => a - b))
    expect(results.get(damagedAfter + 1)?.stderr).toMatch(/history\.ndjson: line \d+ is damaged and passed over\n$/)
  })

  it("keep thirty folders, each with a whole report, and those without an answer with their reason", () => {
    expect(runFolders()).toHaveLength(30)
    for (const run of runFolders()) {
      const { trend, created_at } = reportOf(run)
      expect(trend?.runs.at(-1)).toMatchObject({ run, created_at })
      expect(trend?.runs.length).toBeLessThanOrEqual(30)
      const text = readFileSync(at("reports", run, "report.html"), "utf8")
      expect(text).toContain(">Trend</h2>")
      expect(text.endsWith("</html>\n")).toBe(true)
    }
    const silent = runFolders().filter((run) => existsSync(at("reports", run, "error.txt")))
    expect(silent).toHaveLength(missing.length)
    expect(readFileSync(at("reports", silent[1], "error.txt"), "utf8")).toMatch(
      /^driftcheck [\d.]+, .*\nerror: cannot read .*night-27\.csv: no such file.*\nhint: .*\n$/,
    )
  })

  it("two started at once both leave their results, in folders of their own", () => {
    for (const { code, stderr, stdout } of both) {
      expect({ code, stderr }).toEqual({ code: both[0].code, stderr: "" })
      expect(stdout).toMatch(/Report {2}.*reports\/\d{4}-\d\d-\d\dT\d{6}Z(-2)?\/report\.html/)
    }
    const last = history().slice(-2)
    const named = both.map(({ stdout }) => /(\d{4}-\d\d-\d\dT\d{6}Z(-2)?)\/report/.exec(stdout)?.[1])
    expect(new Set(named)).toEqual(new Set(last.map(({ run }) => run)))
    const [one, other] = last.map(({ run }) => reportOf(run))
    expect(one.columns).toEqual(other.columns)
    expect(readFileSync(at("reports/latest/report.json"), "utf8")).toBe(
      readFileSync(at("reports", last[1].run, "report.json"), "utf8"),
    )
  })

  it("tell of a column that rises long before it passes its threshold, and leave steady ones alone", () => {
    const named = [...results]
      .filter(([, { stdout }]) => /but moving: .*"hum" rising for \d+ runs/.test(stdout))
      .map(([n]) => n)
    const drifted = history().findIndex(({ columns }) =>
      columns.some(({ name, drifted: moved }) => name === "hum" && moved),
    )
    // From the 17th night on it is named; it drifts from the 30th or so on.
    expect(named.length).toBeGreaterThan(5)
    expect(drifted).toBeGreaterThan(named[0] + 5)
    const { trend } = reportOf(history()[changed - 3].run)
    const course = (name: string) => trend?.gradual.find(({ column }) => column === name)
    expect(course("cnt")).toMatchObject({ direction: "rising", references: 1, drifted: true, runs_to_threshold: null })
    for (const name of ["weekday", "holiday"]) expect(course(name)).toMatchObject({ direction: "steady" })
    expect(trend?.columns[0]).toMatchObject({ name: "cnt" })
  })

  it("begin their trends anew where the configuration changed, and say so", () => {
    const { trend } = reportOf(history().at(-1)?.run ?? "")
    expect(trend?.gradual).toEqual([])
    expect(new Set(trend?.runs.map(({ config_hash }) => config_hash)).size).toBe(2)
    expect(readFileSync(at("reports/latest/report.html"), "utf8")).toContain(
      "The configuration last changed with the run of",
    )
  })

  it("are all on the index, which links to what is there and can be made again", async () => {
    const page = readFileSync(at("reports/index.html"), "utf8")
    expect(page).not.toMatch(/<script|script-src/)
    expect(page.match(/<tr><th scope="row"><time/g)).toHaveLength(nights)
    const links = Array.from(page.matchAll(/href="([^"#]+)"/g), ([, href]) => href)
    expect(new Set(links).size).toBeGreaterThan(60)
    for (const link of links) expect(existsSync(at("reports", link))).toBe(true)
    expect(page.match(/>removed</g)).toHaveLength(nights - 30)
    rmSync(at("reports/index.html"))
    expect(await runCli(["index", at("reports")])).toMatchObject({
      code: 0,
      stdout: `${at("reports")}/index.html lists 40 runs\n`,
    })
    expect(readFileSync(at("reports/index.html"), "utf8")).toBe(page)
  })

  it("give a page that report draws again from the JSON alone", async () => {
    const run = runFolders()[5]
    const again = await runCli(["report", at("reports", run, "report.json"), "--html", "-"])
    expect(again.stdout).toBe(readFileSync(at("reports", run, "report.html"), "utf8"))
  })

  it("need no more than cron gives", () => {
    const { status, stdout } = spawnSync("env", ["-i", process.execPath, bin, "index", at("reports")], {
      encoding: "utf8",
      cwd: "/",
    })
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${at("reports")}/index.html lists 40 runs\n` })
  })
})
