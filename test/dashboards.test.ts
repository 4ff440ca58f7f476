/** dashboards/ in a real Prometheus: every panel's query returns data, every rule fires where it should and nowhere else. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { parse } from "yaml"
import type { MetricResult, Report, VerdictStatus } from "../src/model.js"
import { loadFamilies } from "../src/registry.js"
import prometheus from "../src/reporters/prometheus.js"
import { nightReport } from "./helpers/decisions.js"
import { patience } from "./helpers/patience.js"
import { check, checksFailedReport, noVerdictReport, sampleMetric, sampleReport } from "./helpers/sample-report.js"

const rulesFile = resolve("dashboards/driftcheck-rules.yml")
interface Panel {
  id: number
  title: string
  type: string
  gridPos: Record<"x" | "y" | "w" | "h", number>
  targets?: { expr: string }[]
}
const dashboard = JSON.parse(readFileSync("dashboards/driftcheck.json", "utf8")) as { panels: Panel[] }
const queries = dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })))
const rules = (parse(readFileSync(rulesFile, "utf8")) as { groups: { rules: { alert: string }[] }[] }).groups[0].rules
const alerts = rules.map(({ alert }) => alert)

/** A figure of every metric that there is, and one of a user's own. */
async function figures(status: MetricResult["status"]): Promise<MetricResult[]> {
  const units = Array.from((await loadFamilies()).values()).flatMap((family) => Array.from(family))
  return [
    ...units.map(([id, { meta }]) => ({ ...sampleMetric, id, layer: meta.layer, unit: meta.unit, status })),
    { ...sampleMetric, status },
  ]
}

const now = new Date().toISOString()
const verdict = (report: Report, status: VerdictStatus): Report => ({
  ...report,
  verdict: { ...report.verdict, status },
})

/** What is scraped by data set, and the rules that have to fire for it. */
async function datasets(): Promise<Record<string, { report: Report; fire: string[] }>> {
  const failing = sampleReport({ created_at: now, metrics: await figures("fail") })
  const fail = ["System", "Labels", "Performance", "Business", "LLM"].map((family) => `Driftcheck${family}Failed`)
  const passing = await figures("pass")
  return {
    failing: {
      report: failing,
      fire: ["DriftcheckDrift", "DriftcheckColumnFarBeyond", "DriftcheckChecksFailed", ...fail],
    },
    calm: {
      report: nightReport({ over: { created_at: now, metrics: passing, checks: [check("missing", "age", "pass")] } }),
      fire: [],
    },
    checks: {
      report: { ...checksFailedReport(), created_at: now },
      fire: ["DriftcheckChecksFailed", "DriftcheckColumnFarBeyond"],
    },
    silent: { report: { ...noVerdictReport(), created_at: now }, fire: ["DriftcheckNoAnswer"] },
    old: { report: nightReport({ over: { created_at: "2026-01-01T00:00:00.000Z" } }), fire: ["DriftcheckStale"] },
    gate: {
      report: verdict(nightReport({ over: { created_at: now, kind: "gate" } }), "reject"),
      fire: ["DriftcheckChallengerRejected"],
    },
  }
}

describe("the dashboard", () => {
  test("has panels that lie beside each other, each with an id of its own", () => {
    const ids = dashboard.panels.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(dashboard.panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true)
  })

  test("and rules name only metrics that are written", async () => {
    const text = Object.values(await datasets())
      .map(({ report }) => prometheus.render(report))
      .join("")
    const written = new Set(Array.from(text.matchAll(/^# TYPE (\S+)/gm), ([, name]) => name))
    const named = [...queries.map(({ expr }) => expr), readFileSync(rulesFile, "utf8")].flatMap((expr) =>
      Array.from(expr.matchAll(/\bdriftcheck_\w+/g), ([name]) => name),
    )
    expect(named.length).toBeGreaterThan(30)
    for (const name of named) expect(written).toContain(name)
  })
})

const installed = ["prometheus", "promtool"].every((program) => spawnSync(program, ["--version"]).status === 0)
if (!installed) console.warn("prometheus is not installed: dashboards/ is not tried in a real one")

describe.skipIf(!installed)("in a real Prometheus", { timeout: patience(120) }, () => {
  let [folder, url] = ["", ""]
  let server: Server
  let child: ChildProcess

  const ask = async (path: string): Promise<unknown> => {
    const answer = (await (await fetch(`${url}${path}`)).json()) as { data?: unknown; error?: string }
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.data
  }
  const query = async (expr: string) =>
    ((await ask(`/api/v1/query?query=${encodeURIComponent(expr)}`)) as { result: { metric: Record<string, string> }[] })
      .result

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "driftcheck-prometheus-"))
    // All in one target, as a textfile collector gives the files of a folder: the label `dataset` alone tells them apart.
    const texts = Object.entries(await datasets()).map(([name, { report }]) =>
      prometheus.render({ ...report, dataset: name }),
    )
    server = createServer((_, response) => {
      response.setHeader("content-type", "text/plain; version=0.0.4")
      response.end(texts.join(""))
    })
    const port = await listening(server)
    const config = {
      global: { scrape_interval: "1s", evaluation_interval: "1s" },
      rule_files: [rulesFile],
      scrape_configs: [{ job_name: "nights", static_configs: [{ targets: [`127.0.0.1:${port}`] }] }],
    }
    writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config))
    const own = await freePort()
    url = `http://127.0.0.1:${own}`
    const flags = [`--config.file=${join(folder, "prometheus.yml")}`, `--storage.tsdb.path=${join(folder, "data")}`]
    child = spawn("prometheus", [...flags, `--web.listen-address=127.0.0.1:${own}`], { stdio: "ignore" })
    const every = Object.keys(await datasets()).length
    const all = async () => {
      expect(await query("count(driftcheck_info)")).toMatchObject([{ value: [expect.anything(), String(every)] }])
      expect((await query('ALERTS{alertstate="firing"}')).length).toBeGreaterThan(0)
    }
    await vi.waitFor(all, { timeout: patience(60), interval: 500 })
  }, patience(90))

  afterAll(async () => {
    const ended = new Promise((done) => child.on("close", done))
    child.kill("SIGTERM")
    await ended
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test("every rule can be read", () => {
    const { status, stdout, stderr } = spawnSync("promtool", ["check", "rules", rulesFile], { encoding: "utf8" })
    expect({ status, stderr }, stdout).toMatchObject({ status: 0 })
    expect(stdout).toContain(`${alerts.length} rules found`)
  })

  test.each(queries)("$title: $expr returns data", async ({ expr }) => {
    const asked = expr.replaceAll("$dataset", ".*")
    expect((await query(asked)).length).toBeGreaterThan(0)
  })

  test("the list of data sets has them all", async () => {
    const names = Object.keys(await datasets()).sort()
    expect(await ask("/api/v1/label/dataset/values?match[]=driftcheck_info")).toEqual(names)
  })

  test("every rule fires for the data sets that it should, and for no other", async () => {
    const expected = Object.entries(await datasets()).flatMap(([dataset, { fire }]) =>
      fire.map((alert) => `${alert} ${dataset}`),
    )
    expect(new Set(expected.map((each) => each.split(" ")[0]))).toEqual(new Set(alerts))
    const fired = async () => {
      const firing = await query('ALERTS{alertstate="firing"}')
      const found = new Set(firing.map(({ metric }) => `${metric.alertname} ${metric.dataset}`))
      expect(Array.from(found).sort()).toEqual([...expected].sort())
    }
    await vi.waitFor(fired, { timeout: patience(5), interval: 500 })
  })
})

async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return (server.address() as AddressInfo).port
}

/** A port that nothing listens on at the moment. */
async function freePort(): Promise<number> {
  const probe = createServer()
  const port = await listening(probe)
  await new Promise((done) => probe.close(done))
  return port
}
