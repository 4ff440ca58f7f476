import { spawn } from "node:child_process"
import { existsSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join, resolve } from "node:path"
import { describe, expect, test, vi } from "vitest"
import { emptyState, writeState } from "../../src/alerts/state.js"
import { appendRun, readHistory } from "../../src/history/history-file.js"
import { runOf } from "../../src/history/run-of.js"
import type { Episode, VerdictStatus } from "../../src/model.js"
import { keepReport, nightAt, nightReport, type Night } from "../helpers/decisions.js"
import { freshFolder } from "../helpers/in-folder.js"
import { json, loopback } from "../helpers/loopback.js"
import { patience } from "../helpers/patience.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const reports = () => files.path("reports")
const keep = (night: Night) => keepReport(reports(), nightReport(night))
const env = { PATH: process.env.PATH ?? "" }

/** What the command says an hour after the night, by this configuration. */
const decide = (night = 0, ...more: string[]) =>
  runCli(
    ["decide", reports(), ...(existsSync(files.path("c.yaml")) ? ["--config", files.path("c.yaml")] : []), ...more],
    {
      at: new Date(nightAt(night).getTime() + 3_600_000),
      env: { ...env, AUTHORIZATION: "Bearer s3cret" },
      cwd: "/",
    },
  )
/** What is executed for each action, as YAML. */
const configure = (actions: Record<string, string>) =>
  files.write(
    "c.yaml",
    `decide:\n  actions:\n${Object.entries(actions)
      .map(([action, way]) => `    ${action}: ${way}\n`)
      .join("")}`,
  )
/** A command that adds a line to `done`. */
const counting = () => `{ command: [sh, -c, "cat >> ${files.path("done")}; echo >> ${files.path("done")}; echo said"] }`
const timesDone = () => (existsSync(files.path("done")) ? files.read("done").trim().split("\n").length : 0)
const decisionOf = (run: string) => readHistory(reports()).runs.find((each) => each.run === run)?.decision

describe("driftcheck decide", () => {
  test.each<[Night, string, number]>([
    [{}, "none", 0],
    [{ drifted: ["amount"] }, "watch", 0],
    [{ drifted: ["amount"], proxies: "fine" }, "monitor", 0],
    [{ proxies: "degraded" }, "queue_retrain", 1],
    [{ auc: 0.83 }, "retrain_now", 1],
    [{ auc: 0.7 }, "rollback", 1],
  ])("of %j says %s and ends in %i", async (night, action, code) => {
    const run = keep(night)
    const said = await decide()
    expect({ code: said.code, last: said.stdout.trimEnd().split("\n").at(-1) }).toEqual({
      code,
      last: expect.stringMatching(new RegExp(`^${action}: `)) as string,
    })
    expect(decisionOf(run)?.action).toBe(action)
  })

  test("shows what it rests on", async () => {
    keep({ auc: 0.8505, half: 0.0045, drifted: ["amount\u202e"] })
    const { stdout } = await decide()
    expect(stdout).toMatch(/Model {5}ROC AUC 0.900 → 0.851, 5.5% worse \(5.0% to 6.0%\), measured on 8,000 rows/)
    expect(stdout).toMatch(/Features {2}drift, 1 of 2 critical columns: amount\\u202e/)
    const { stdout: whole } = await decide(0, "--json")
    expect(JSON.parse(whole)).toMatchObject({ action: "retrain_now", degradation: { metric: "roc_auc" } })
  })

  test("takes a report that lies in no folder, keeps nothing, and executes nothing", async () => {
    const path = files.write("report.json", JSON.stringify(nightReport({ auc: 0.83 })))
    const at = nightAt(0)
    expect(await runCli(["decide", path], { at, cwd: "/" })).toMatchObject({ code: 1 })
    expect(await runCli(["decide", path, "--execute"], { at, cwd: "/" })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--execute takes a folder") as string,
    })
  })

  test("--dry-run keeps nothing and says what it would execute", async () => {
    configure({ rollback: counting() })
    const run = keep({ auc: 0.7 })
    const { code, stderr } = await decide(0, "--execute", "--dry-run")
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/--execute would run rollback/) as string,
    })
    expect({ decision: decisionOf(run), done: timesDone() }).toEqual({ decision: undefined, done: 0 })
  })
})

describe("monitor", () => {
  const pair = ["ref", "fault"].map((side) => `fixtures/data/periods_flights_${side}.parquet`)
  /** The night's comparison, of which two columns are unusual and none drifts: the limits are those of one false alarm in a million. */
  const compare = (night: number) => {
    const config = files.write("p.yaml", "periods: { false_alarm: 0.00000001 }\n")
    return runCli(["compare", ...pair, "-o", reports(), "--config", config], { at: nightAt(night), env })
  }

  test("keeps columns that drifted on the watchlist, where unusual counts as drift in the next runs", async () => {
    expect((await compare(0)).stdout).toMatch(/No drift/)
    keep({ night: 1, drifted: ["air_time"], proxies: "fine" })
    expect((await decide(1)).stdout).toMatch(/^monitor: /m)
    expect(JSON.parse(files.read("reports/watchlist.json"))).toEqual({
      schema_version: 1,
      columns: [{ name: "air_time", since_run: "2026-11-24T021500Z", until: "2026-12-08T02:15:00.000Z" }],
    })
    const { code, stdout } = await compare(2)
    expect(code).toBe(1)
    expect(stdout).toMatch(/Column .*\n▲ air_time /)
    expect(stdout).toMatch(/On the watchlist, where unusual counts as drift: air_time\./)
    expect(files.read("reports/latest/report.html")).toContain("Watched")
    expect((await compare(17)).stdout).toMatch(/No drift/)
  })

  test("a watchlist that cannot be read is said, and the run goes on", async () => {
    await compare(0)
    files.write("reports/watchlist.json", "{}")
    const { code, stderr } = await compare(1)
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/is no watchlist; no column is watched/) as string,
    })
  })
})

describe("no answer", () => {
  const expectNone = async (said: Promise<{ code: number; stderr: string; stdout: string }>, words: RegExp) => {
    const { code, stderr, stdout } = await said
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(words) as string })
  }

  test("is given where the newest run is older than 7 days, or than the configuration says", async () => {
    const run = keep({})
    await expectNone(decide(8), new RegExp(`${run}, is stale: .* 8 days ago\nhint: .*max_age: 9d`))
    files.write("c.yaml", "decide: { max_age: 30d }\n")
    expect((await decide(8)).code).toBe(0)
  })

  test("is given where the newest run has none", async () => {
    keep({})
    const silent = nightReport({ night: 1 })
    keepReport(reports(), {
      ...silent,
      verdict: { ...silent.verdict, status: "no_verdict", exit_code: 2, reasons: ["Too few rows."] },
    })
    await expectNone(decide(1), /has no answer: Too few rows\./)
  })

  test("is given where report and history contradict each other", async () => {
    const run = keep({ drifted: ["amount"], calm: [] })
    writeFileSync(join(reports(), run, "report.json"), JSON.stringify(nightReport({})))
    await expectNone(decide(), /report\.json contradicts the history: its verdict is no_drift, .* it is drift/)
  })

  test("is given where two runs contradict each other over the same files", async () => {
    const report = nightReport({})
    const same = { reference: { ...report.reference, sha256: "a" }, current: { ...report.current, sha256: "b" } }
    const first = keep({ over: same })
    const second = keep({ night: 1, drifted: ["amount"], calm: [], over: same })
    await expectNone(decide(1), new RegExp(`${first} and ${second} contradict each other: .* 0 of 1 .* 1 of 1`))
  })

  const gateRun = (night: number, status: VerdictStatus) => {
    const report = nightReport({ night, over: { kind: "gate" } })
    const run = runOf({ ...report, verdict: { ...report.verdict, status, exit_code: 1 } }, "2026-11-30T000000Z")
    appendRun(reports(), { ...run, run: run.created_at.slice(0, 19).replaceAll(":", "") + "Z" })
  }

  test("is given where the gate promoted another model since", async () => {
    keep({})
    gateRun(0.5, "promote")
    await expectNone(decide(1), /is stale: it speaks of the model that served before/)
    keep({ night: 1 })
    expect((await decide(1)).code).toBe(0)
  })

  test("a challenger that the gate rejects after retraining is a rollback", async () => {
    keep({ auc: 0.83 })
    expect((await decide()).stdout).toMatch(/^retrain_now/m)
    gateRun(0.5, "reject")
    const { code, stdout } = await decide(1)
    expect(code).toBe(1)
    expect(stdout).toMatch(/Gate {6}rejected the challenger in 2026-11-23T141500Z: rollback/)
    expect(stdout).toMatch(/^rollback: /m)
    keep({ night: 2 })
    expect((await decide(2)).stdout).toMatch(/^none: /m)
  })

  test("is given where alerts with an action have not seen the run", async () => {
    const run = keep({})
    files.write("c.yaml", "alerts: { rules: [{ name: a, when: drift, action: rollback }] }\n")
    await expectNone(decide(), /the alerts of .* are stale: they were never evaluated/)
    const episode: Episode = {
      ...{ rule: "a", severity: "critical", status: "open", since_run: run, since: nightAt(0).toISOString() },
      ...{ last_run: run, runs: 1, opened_at: nightAt(0).toISOString(), resolved_at: null, subjects: [] },
      ...{ silenced: null, acknowledged: null, resolved_by: null, action: "rollback" },
    }
    writeState(reports(), { ...emptyState, evaluated: run, episodes: [episode] })
    const { code, stdout } = await decide()
    expect(code).toBe(1)
    expect(stdout).toMatch(/Table {5}none\n {2}Rule {6}a \(critical\) since 23 Nov 2026, 02:15 UTC: rollback/)
  })

  test("is given for a folder without runs, and for a report of a check", async () => {
    await expectNone(decide(), /reports/)
    const check = files.write("check.json", JSON.stringify(nightReport({ over: { kind: "check" } })))
    await expectNone(runCli(["decide", check], { at: nightAt(0), cwd: "/" }), /compares nothing/)
  })
})

describe("--execute", () => {
  test("runs the command once, with the decision as its input and its output in the log", async () => {
    configure({ rollback: counting() })
    const run = keep({ auc: 0.7 })
    const first = await decide(0, "--execute")
    expect(first).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/rollback was executed: exit code 0/) as string,
    })
    expect(JSON.parse(files.read("done"))).toMatchObject({ action: "rollback", run, id: `driftcheck-${run}-rollback` })
    expect(files.read(`reports/decisions/${run}-rollback.log`)).toBe("said\n")
    expect(decisionOf(run)?.executed).toEqual([expect.objectContaining({ status: "done", detail: "exit code 0" })])
    const second = await decide(0, "--execute")
    expect(second).toMatchObject({ code: 1, stderr: expect.stringMatching(/is not executed again/) as string })
    expect(timesDone()).toBe(1)
  })

  test("runs it once over the nights of an episode, and again in the next one", async () => {
    configure({ rollback: counting() })
    for (const [night, auc] of [0.7, 0.7, 0.9, 0.7].entries()) {
      keep({ night, auc })
      await decide(night, "--execute")
    }
    expect(timesDone()).toBe(2)
    expect(files.read("reports/index.html")).toMatch(/rollback, done/)
  })

  test("not twice for a run that is made anew", async () => {
    configure({ rollback: counting() })
    keep({ auc: 0.7 })
    await decide(0, "--execute")
    keep({ auc: 0.7 })
    await decide(0, "--execute")
    expect(timesDone()).toBe(1)
  })

  test("not twice where two want it at once", async () => {
    configure({ rollback: counting() })
    keep({ auc: 0.7 })
    await Promise.all([decide(0, "--execute"), decide(0, "--execute")])
    expect(timesDone()).toBe(1)
  })

  test("ends in 2 where it failed, tells how, and tries it again with the next run alone", async () => {
    configure({ rollback: `{ command: [sh, -c, "echo >> ${files.path("done")}; echo no >&2; exit 3"] }` })
    const run = keep({ auc: 0.7 })
    expect(await decide(0, "--execute")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/rollback failed: exit code 3/) as string,
    })
    expect(files.read(`reports/decisions/${run}-rollback.log`)).toBe("no\n")
    await decide(0, "--execute")
    keep({ night: 1, auc: 0.7 })
    await decide(1, "--execute")
    expect(files.read("done")).toBe("\n\n")
  })

  test("ends what takes longer than its time limit, with all that it started", async () => {
    configure({ rollback: `{ command: [sh, -c, "sleep 60; echo late > ${files.path("late")}"], timeout: 0.2 }` })
    keep({ auc: 0.7 })
    const began = performance.now()
    expect(await decide(0, "--execute")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/ended after its 0.2 s/) as string,
    })
    expect(performance.now() - began).toBeLessThan(patience(30))
  })

  test("says what is missing of a program, a variable, an address, and a way", async () => {
    keep({ auc: 0.7 })
    configure({ rollback: "{ command: [./no-such-program] }" })
    expect((await decide(0, "--execute")).stderr).toMatch(/no-such-program cannot be run \(ENOENT\)/)
    keep({ night: 1, auc: 0.7 })
    configure({ rollback: "{ url_env: NOT_SET }" })
    expect((await decide(1, "--execute")).stderr).toMatch(/the environment variable NOT_SET is not set/)
    configure({ retrain_now: "{ timeout: 5 }" })
    expect(await decide(1)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/takes one of command, url and url_env/) as string,
    })
    configure({ retrain_now: "{ command: [a], body: b }" })
    expect(await decide(1)).toMatchObject({ code: 2, stderr: expect.stringMatching(/takes no body/) as string })
    configure({ retrain_now: "{ command: [a] }" })
    expect((await decide(1, "--execute")).stderr).toMatch(/has nothing to execute for rollback/)
  })

  test("sends a request once, whatever comes of it, and no secret is in its log", async () => {
    const server = await loopback((response, _, nth) => {
      json(response, { echo: "Bearer s3cret" }, nth === 1 ? 500 : 200)
    })
    try {
      configure({ rollback: `{ url: "${server.url}", authorization_env: AUTHORIZATION }` })
      const run = keep({ auc: 0.7 })
      expect(await decide(0, "--execute")).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/failed: HTTP 500/) as string,
      })
      expect(server.requests).toHaveLength(1)
      expect(server.requests[0]).toMatchObject({ authorization: "Bearer s3cret", body: { action: "rollback", run } })
      expect(files.read(`reports/decisions/${run}-rollback.log`)).toBe('HTTP 500\n{"echo":"[AUTHORIZATION]"}\n')
      keep({ night: 1, auc: 0.7 })
      expect((await decide(1, "--execute")).stderr).toMatch(/was executed: HTTP 200/)
    } finally {
      await server.close()
    }
  })

  test("not twice after kill −9, neither for the run nor for its episode", { timeout: patience(60) }, async () => {
    // The server answers nobody, so that driftcheck is killed while it waits.
    let asked = 0
    const server = createServer(() => asked++)
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
    const { port } = server.address() as AddressInfo
    configure({ rollback: `{ url: "http://127.0.0.1:${port}/", timeout: 60 }`, retrain_now: counting() })
    const report = nightReport({ auc: 0.7 })
    const now = Date.now()
    const run = keepReport(reports(), { ...report, created_at: new Date(now - 60_000).toISOString() })
    const bin = resolve("bin/driftcheck.js")
    const child = spawn(process.execPath, [bin, "decide", reports(), "--execute", "--config", files.path("c.yaml")], {
      cwd: "/",
    })
    await vi.waitFor(() => expect(asked).toBe(1), { timeout: patience(20), interval: 50 })
    child.kill("SIGKILL")
    await new Promise((done) => child.on("close", done))
    server.closeAllConnections()
    server.close()
    expect(decisionOf(run)?.executed).toEqual([expect.objectContaining({ status: "begun", detail: null })])

    const again = (at: number) =>
      runCli(["decide", reports(), "--execute", "--config", files.path("c.yaml")], { at: new Date(at), env, cwd: "/" })
    const second = await again(now)
    expect(second).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not executed again: .*its end is not known/) as string,
    })
    expect(second.stderr).toMatch(/took over .*decisions/)
    keepReport(reports(), { ...report, created_at: new Date(now + 60_000).toISOString() })
    expect((await again(now + 120_000)).stderr).toMatch(/not executed again/)
    expect(asked).toBe(1)
  })
})
