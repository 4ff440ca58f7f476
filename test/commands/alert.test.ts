import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const data = "fixtures/data/flights_schema"
const pair = [`${data}_ref.parquet`, `${data}_cur.parquet`]
const rules = `dataset: flights
alerts:
  rules:
    - { name: feature_drift, when: psi > 0.2 }
    - { name: schema_mismatch, when: schema_error, severity: critical }
    - { name: nothing, when: error_rate > 1% }
  sinks: { log: { kind: log } }
  routes: { warning: [log] }
`
let whole: string
let config: string
const alert = (folder: string, ...more: string[]) => runCli(["alert", folder, "--config", config, ...more])

beforeAll(async () => {
  whole = mkdtempSync(join(tmpdir(), "driftcheck-"))
  config = join(whole, "driftcheck.yaml")
  writeFileSync(config, rules)
  const { code } = await runCli(["compare", ...pair, "--config", config, "-o", join(whole, "reports"), "--quiet"])
  expect(code).toBe(1)
})
afterAll(() => {
  rmSync(whole, { recursive: true })
})

/** A folder with one run, of which nothing was told. */
function fresh(): string {
  rmSync(files.path("reports"), { recursive: true, force: true })
  cpSync(join(whole, "reports"), files.path("reports"), { recursive: true })
  return files.path("reports")
}

describe("driftcheck alert", () => {
  test("sends what is new once, says what is open, and ends in 1", async () => {
    const folder = fresh()
    const first = await alert(folder)
    expect(first.code).toBe(1)
    expect(first.stdout).toMatch(
      /^2 alerts are open:\n {2}feature_drift \(warning\).*\n {2}schema_mismatch \(critical\)/,
    )
    expect(first.stderr).toMatch(
      /^flights: schema_mismatch and 1 more\n- schema_mismatch \(critical, new\): schema_error \((?:missing-columns|renamed-column|type-changed|added-columns): /,
    )
    expect(first.stderr).toMatch(/- feature_drift \(warning, new\): psi [\d.]+ in month/)
    const second = await alert(folder)
    expect({ code: second.code, stderr: second.stderr }).toEqual({ code: 1, stderr: "" })
  })

  test("--dry-run shows it and keeps nothing", async () => {
    const folder = fresh()
    const { code, stdout } = await alert(folder, "--dry-run")
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringMatching(/^To log:\nflights: schema_mismatch/) as string,
    })
    expect((await alert(folder)).stderr).toMatch(/^flights: schema_mismatch and 1 more/)
  })

  test("takes a word about an open alert, and knows no other", async () => {
    const folder = fresh()
    await alert(folder)
    const said = await runCli(["alert", "ack", folder, "feature_drift", "--by", "ada", "--why", "the new fleet"])
    expect(said).toMatchObject({ code: 0, stdout: "feature_drift is acknowledged.\n" })
    expect((await alert(folder)).stdout).toContain("acknowledged by ada: the new fleet")
    expect(await runCli(["alert", "resolve", folder, "schema_mismatch"])).toMatchObject({ code: 0 })
    expect((await alert(folder)).stdout).toMatch(/^1 alert is open:/)
    const wrong = await runCli(["alert", "ack", folder, "feature_drif"])
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean "feature_drift"?') as string })
  })

  test("tells a pager that somebody is at an alert, and every sink that somebody ended it", async () => {
    const got: { event_action: string; dedup_key: string }[] = []
    const server = createServer((request, response) => {
      let body = ""
      request.on("data", (piece: Buffer) => (body += piece.toString()))
      request.on("end", () => {
        got.push(JSON.parse(body) as (typeof got)[number])
        response.writeHead(202).end("{}")
      })
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
    const path = files.write(
      "page.yaml",
      rules.replace(
        "{ log: { kind: log } }",
        `{ log: { kind: log }, page: { kind: pagerduty, key_env: KEY, url: "${url}" } }`,
      ),
    )
    const io = { env: { KEY: "secret", USER: "ada" } }
    const folder = fresh()
    await runCli(["alert", folder, "--config", path], io)
    await runCli(["alert", "ack", folder, "schema_mismatch", "--config", path], io)
    await runCli(["alert", "ack", folder, "feature_drift", "--config", path], io)
    await runCli(["alert", "resolve", folder, "schema_mismatch", "--config", path], io)
    server.close()
    expect(got.map(({ event_action, dedup_key }) => `${event_action} ${dedup_key}`)).toEqual([
      "trigger flights/schema_mismatch",
      "acknowledge flights/schema_mismatch",
      "resolve flights/schema_mismatch",
    ])
  })

  test("takes a silence with an end and a reason, lists it, and shows it in the index", async () => {
    const folder = fresh()
    const args = ["--columns", "month", "--until", "2030-01-02", "--why", "a new year"]
    const said = await runCli(["alert", "silence", folder, ...args])
    expect(said).toMatchObject({ code: 0, stdout: "Silence of month, until 2 Jan 2030, 00:00 UTC: a new year\n" })
    expect((await alert(folder)).stderr).not.toMatch(/psi [\d.]+ in month/)
    const { stdout } = await runCli(["alert", "list", folder])
    expect(stdout).toMatch(/^Open:\n {2}feature_drift \(warning\): .*; nobody yet\n/)
    expect(stdout).toContain("Silences:\n  month, until 2 Jan 2030, 00:00 UTC: a new year\n")
    expect(stdout).toMatch(/Rules over the last 90 days:\n {2}feature_drift \(warning\): 1 alert, 1 a week/)
    const page = readFileSync(`${folder}/index.html`, "utf8")
    expect(page).toContain("2 alerts were open, 1 silence")
    expect(page).toContain("a new year")
    expect(await runCli(["alert", "silence", folder, "--until", "2030-01-02"])).toMatchObject({ code: 2 })
    const over = await runCli(["alert", "silence", folder, "--until", "2020-01-02", "--why", "x"])
    expect(over).toMatchObject({ code: 2, stderr: expect.stringContaining("over already") as string })
  })

  test("--replay says what the rules would have said, and how often rightly", async () => {
    const day = "2026-11-23"
    const incidents = files.write("incidents.json", JSON.stringify([{ from: day, to: day }]))
    const { code, stdout } = await alert(fresh(), "--replay", "--incidents", incidents)
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /feature_drift: 1 alert, 1 message, 7\.0 a week; 1 of 1 in an incident, 1 of 1 incident found/,
    )
    expect(stdout).toMatch(/nothing: 0 alerts/)
  })

  test("goes with a run by --alert: the run's exit code stays, and its table comes first", async () => {
    rmSync(files.path("reports"), { recursive: true, force: true })
    const { code, stdout, stderr } = await runCli([
      "compare",
      ...pair,
      "--config",
      config,
      "-o",
      files.path("reports"),
      "--alert",
    ])
    expect(code).toBe(1)
    expect(stdout).not.toContain("alerts are open")
    expect(stderr).toMatch(/flights: schema_mismatch and 1 more[^]*2 alerts are open:/)
  })

  test("sends a test message to one sink", async () => {
    const { code, stderr } = await runCli(["alert", "test", fresh(), "log", "--config", config])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining("This is a test of driftcheck.") as string,
    })
  })

  const wrong: [string, () => string[], RegExp][] = [
    ["no folder", () => [files.path("nowhere")], /nowhere is no folder/],
    [
      "no rules",
      () => [fresh(), "--config", files.write("none.yaml", "policy: classic\n")],
      /no alert rules[^]*init --alerts/,
    ],
    [
      "a figure that is not there",
      () => [fresh(), "--config", files.write("a.yaml", rules.replace("psi >", "psy >"))],
      /a\.yaml:4:\d+: .*unknown figure "psy"[^]*"psi"/,
    ],
    [
      "a sink that is not there",
      () => [fresh(), "--config", files.write("b.yaml", rules.replace("[log]", "[lok]"))],
      /b\.yaml:8:\d+: unknown sink "lok"/,
    ],
    [
      "a sink without what it needs",
      () => [fresh(), "--config", files.write("c.yaml", rules.replace("kind: log", "kind: slack"))],
      /slack needs `url_env`/,
    ],
    [
      "a sink with what it does not take",
      () => [fresh(), "--config", files.write("d.yaml", rules.replace("kind: log", "kind: log, url: x"))],
      /log takes no `url`/,
    ],
    ["--alert without a folder", () => [], /--alert goes with --output/],
  ]
  test.each(wrong)("refuses %s in words", async (_, args, message) => {
    const given = args()
    const line = given.length === 0 ? ["compare", ...pair, "--no-output", "--alert"] : ["alert", ...given]
    const { code, stderr } = await runCli(line)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) as string })
    expect(stderr).not.toMatch(/ at .*\.ts:|bug of its own/)
  })

  test("says where it cannot keep what it sent, and what is damaged", async () => {
    const folder = fresh()
    writeFileSync(`${folder}/alerts`, "in the way")
    expect(await alert(folder)).toMatchObject({ code: 2, stderr: expect.stringMatching(/reports\/alerts/) as string })
    const other = fresh()
    await alert(other)
    writeFileSync(`${other}/alerts/state.json`, "{")
    expect(await alert(other)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("state.json is not what driftcheck alert keeps") as string,
    })
  })
})

test("init --alerts writes rules that hold, and only once", async () => {
  const path = files.path("new.yaml")
  expect(await runCli(["init", "--alerts", "-o", path])).toMatchObject({ code: 0 })
  const written = readFileSync(path, "utf8")
  expect(written.match(/- name: /g)).toHaveLength(9)
  expect(written).toMatch(/# unknown figure "add_to_cart"/)
  expect((await runCli(["alert", fresh(), "--config", path])).code).toBe(1)
  expect(await runCli(["init", "--alerts", "-o", path])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("has alerts already") as string,
  })
})
