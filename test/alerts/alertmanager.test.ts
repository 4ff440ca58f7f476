import { spawn, type ChildProcess } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { alertPlan } from "../../src/alerts/plan.js"
import { sendTo } from "../../src/alerts/send.js"
import type { Sink } from "../../src/alerts/sink.js"
import type { AlertMessage, MessagePart, Severity } from "../../src/model.js"
import { loadSinks } from "../../src/registry.js"
import { loopback, type Loopback } from "../helpers/loopback.js"

const program = "/usr/bin/prometheus-alertmanager"
const present = existsSync(program)
if (!present) console.log(`skipped: no Alertmanager at ${program}; its routing, inhibition and silences were not tried`)

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const routing = (team: string) => `
route:
  receiver: team
  group_by: [dataset]
  group_wait: 1s
  group_interval: 1s
  repeat_interval: 1h
  routes:
    - { matchers: ['severity = critical'], receiver: pager, group_by: [dataset], group_wait: 1s, group_interval: 1s }
inhibit_rules:
  - { source_matchers: ['alertname = schema_mismatch'], target_matchers: ['severity = warning'], equal: [dataset] }
receivers:
  - { name: team, webhook_configs: [{ url: '${team}/team', send_resolved: true }] }
  - { name: pager, webhook_configs: [{ url: '${team}/pager', send_resolved: true }] }
`

interface Notified {
  status: string
  alerts: { status: string; labels: Record<string, string> }[]
}
interface Held {
  labels: Record<string, string>
  status: { state: string; inhibitedBy: string[]; silencedBy: string[] }
}

describe.skipIf(!present)("Debian's Alertmanager", () => {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-alertmanager-"))
  const config = join(folder, "alertmanager.yml")
  let receiver: Loopback
  let url: string
  let child: ChildProcess
  let sink: ReadonlyMap<string, Sink>

  beforeAll(async () => {
    sink = await loadSinks<Sink>()
    receiver = await loopback((response) => response.writeHead(200).end("{}"))
    writeFileSync(config, routing(receiver.url))
    url = `http://127.0.0.1:${String(await freePort())}`
    child = spawn(
      program,
      [
        `--config.file=${config}`,
        `--storage.path=${join(folder, "storage")}`,
        `--web.listen-address=${url.slice(7)}`,
        "--cluster.listen-address=",
      ],
      { stdio: "ignore" },
    )
    await until(async () => (await fetch(`${url}/-/ready`)).ok)
  }, 60_000)

  afterAll(async () => {
    child.kill("SIGKILL")
    await receiver.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function send(dataset: string, parts: MessagePart[]): Promise<void> {
    const now = new Date()
    const message: AlertMessage = {
      ...{ id: dataset, dataset, run: "run", created_at: now.toISOString(), status: "firing", severity: "warning" },
      ...{ title: dataset, parts, going_on: [], report: null },
      ends_at: new Date(now.getTime() + 3_600_000).toISOString(),
    }
    const plan = alertPlan({ sinks: new Map([["am", { kind: "alertmanager", url }]]) }, dataset)
    expect(await sendTo("am", message, { plan, sinks: sink, io: { line: () => undefined, environment: {} } })).toBe(
      null,
    )
  }

  const notified = (dataset: string, path: string) =>
    receiver.requests
      .filter((each) => each.path === `/v1/${path}`)
      .map(({ body }) => body as unknown as Notified)
      .filter(({ alerts }) => alerts[0].labels.dataset === dataset)
  const held = async (dataset: string) =>
    ((await (await fetch(`${url}/api/v2/alerts?filter=dataset=${dataset}`)).json()) as Held[]).sort((a, b) =>
      a.labels.alertname < b.labels.alertname ? -1 : 1,
    )

  test("makes one notification of what fired together, sent where its severity goes, and one of its end", async () => {
    const rules = ["feature_drift", "null_rate_spike", "prediction_drift", "odd_cost", "rows"]
    await send(
      "flights",
      rules.map((rule) => part(rule)),
    )
    await until(() => notified("flights", "team").length > 0)
    expect(
      notified("flights", "team")[0]
        .alerts.map(({ labels }) => labels.alertname)
        .sort(),
    ).toEqual([...rules].sort())
    expect(notified("flights", "pager")).toEqual([])
    await send(
      "flights",
      rules.map((rule) => part(rule, "warning", "resolved")),
    )
    await until(() => notified("flights", "team").some(({ status }) => status === "resolved"))
    expect(notified("flights", "team").at(-1)?.alerts).toHaveLength(5)
  }, 60_000)

  test("holds a warning back while the schema is broken, and pages for that", async () => {
    await send("orders", [part("schema_mismatch", "critical"), part("feature_drift")])
    await until(() => notified("orders", "pager").length > 0)
    const [drift, schema] = await held("orders")
    expect(drift.status).toMatchObject({ state: "suppressed", inhibitedBy: [expect.any(String)] })
    expect(schema.status.state).toBe("active")
    expect(notified("orders", "team")).toEqual([])
  }, 60_000)

  test("keeps to a silence of its own", async () => {
    const [from, until_] = [0, 3_600_000].map((after) => new Date(Date.now() + after).toISOString())
    const matchers = [{ name: "dataset", value: "clicks", isRegex: false, isEqual: true }]
    const silence = { matchers, startsAt: from, endsAt: until_, createdBy: "ada", comment: "deployment" }
    const made = await fetch(`${url}/api/v2/silences`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(silence),
    })
    expect(made.ok).toBe(true)
    await send("clicks", [part("feature_drift")])
    await until(async () => (await held("clicks")).length > 0)
    expect((await held("clicks"))[0].status).toMatchObject({ state: "suppressed", silencedBy: [expect.any(String)] })
  }, 60_000)
})

function part(rule: string, severity: Severity = "warning", kind: MessagePart["kind"] = "opened"): MessagePart {
  return {
    ...{
      rule,
      severity,
      kind,
      when: "psi > 0.2",
      what: "psi 0.31 in carrier",
      since: new Date().toISOString(),
      runs: 1,
    },
    ...{ band: null, course: [], runbook: null, first_action: null, owner: null, action: null },
  }
}

/** Asks until it holds, for half a minute. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 300; i++) {
    const isSo = await (async () => holds())().catch(() => false)
    if (isSo) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error("it did not come true in 30 seconds")
}
