import { createHmac } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { SMTPServer } from "smtp-server"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { alertPlan } from "../../src/alerts/plan.js"
import { sendTo } from "../../src/alerts/send.js"
import type { Sink } from "../../src/alerts/sink.js"
import { messageText } from "../../src/alerts/words.js"
import type { AlertMessage, MessagePart, SinkSettings } from "../../src/model.js"
import { loadSinks } from "../../src/registry.js"
import { freshFolder } from "../helpers/in-folder.js"

const files = freshFolder()
let sinks: ReadonlyMap<string, Sink>
beforeAll(async () => {
  sinks = await loadSinks<Sink>()
})

const part = (more: Partial<MessagePart> = {}): MessagePart => ({
  rule: "feature_drift",
  severity: "warning",
  kind: "opened",
  when: "psi > 0.2",
  what: "psi 0.31 in carrier",
  since: "2026-11-23T02:15:00.000Z",
  runs: 3,
  band: { low: 0.01, high: 0.05 },
  course: [0.02, 0.03, null, 0.31],
  runbook: "https://wiki.example/drift",
  first_action: "Ask the owner of the feed.",
  owner: "ml-platform",
  action: null,
  ...more,
})

const message = (more: Partial<AlertMessage> = {}): AlertMessage => ({
  id: "flights/2026-11-23T021500Z",
  dataset: "flights",
  run: "2026-11-23T021500Z",
  created_at: "2026-11-23T02:15:00.000Z",
  status: "firing",
  severity: "warning",
  title: "flights: feature_drift",
  parts: [part()],
  going_on: [],
  report: "https://reports.example/2026-11-23T021500Z/report.html",
  ends_at: "2026-11-24T14:15:00.000Z",
  ...more,
})

/** A server that keeps what it was asked and answers as `answer` says; `nth` counts from 1. */
let answer: (response: ServerResponse, nth: number) => void
let asked: { path: string; headers: IncomingHttpHeaders; body: string }[]
let server: Server
let url: string
beforeAll(async () => {
  server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on("data", (piece: Buffer) => pieces.push(piece))
    request.on("end", () => {
      asked.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(pieces).toString() })
      answer(response, asked.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked = []
  answer = (response) => response.end("ok")
})

/** Sends a message to one sink with these settings; gives why it did not arrive, or null. */
function send(
  settings: Partial<SinkSettings> & { kind: string },
  sent = message(),
  environment: Record<string, string> = {},
) {
  const plan = alertPlan({ sinks: new Map([["it", { timeout: 2, ...settings }]]) }, "flights")
  const post = { tries: 3, wait: () => Promise.resolve() }
  const lines: string[] = []
  const io = { line: (text: string) => lines.push(text), environment: { PATH: process.env.PATH, ...environment }, post }
  return sendTo("it", sent, { plan, sinks, io }).then((failure) => ({ failure, lines }))
}

const slack = (sent = message()) => send({ kind: "slack", url_env: "SLACK_URL" }, sent, { SLACK_URL: `${url}/hook` })
const bodyAt = (i: number) => JSON.parse(asked[i].body) as Record<string, unknown>

test("every kind of sink that a configuration takes has a file", async () => {
  const { sinkKinds } = await import("../../src/options/settings/alerts.js")
  expect(Array.from(sinks.keys()).sort()).toEqual([...sinkKinds].sort())
  expect(readdirSync("src/alerts/sinks").length).toBe(sinkKinds.length)
})

describe("Slack", () => {
  interface Blocks {
    text: string
    blocks: { type: string; text?: { text: string }; elements?: { text: string }[] }[]
  }
  const sent = () => bodyAt(0) as unknown as Blocks

  test("gets blocks with what, since when, the course, what to do and the report", async () => {
    expect((await slack()).failure).toBeNull()
    const text = JSON.stringify(sent())
    for (const each of [
      "psi 0.31 in carrier",
      "since 23 Nov 2026",
      "▁▁·█",
      "first: Ask",
      "ordinary: 0.01",
      "|Report of run",
    ])
      expect(text).toContain(each)
    expect(sent().blocks.map(({ type }) => type)).toEqual(["header", "section", "context"])
  })

  test("stays within its limits whatever there is to say", async () => {
    const parts = Array.from({ length: 300 }, (_, i) => part({ rule: `rule_${i}`, what: "x".repeat(5000) }))
    await slack(message({ parts, title: "t".repeat(1000), going_on: Array<string>(500).fill("another_rule") }))
    const { blocks } = sent()
    expect(blocks.length).toBeLessThanOrEqual(50)
    expect(JSON.stringify(sent()).length).toBeLessThanOrEqual(13_200)
    const texts = blocks.map(({ text, elements }) => text?.text ?? elements?.[0].text ?? "")
    expect(texts[0].length).toBeLessThanOrEqual(150)
    expect(texts.every((text) => text.length <= 3000)).toBe(true)
    expect(texts.join("").length).toBeLessThanOrEqual(10_000)
    expect(texts.join("")).toMatch(/and \d+ more/)
  })

  test("gets names as text: no link, no mark, no mention", async () => {
    await slack(message({ parts: [part({ what: "psi 0.3 in <!channel> *bold* <http://x|y>\u202e" })] }))
    expect(asked[0].body).not.toContain("<!channel>")
    expect(asked[0].body).toContain("&lt;!channel&gt;")
    expect(asked[0].body).not.toContain("*bold*")
    expect(asked[0].body).not.toContain("\u202e")
  })

  test("is tried again after 429 and 500, and given up after 400; the address is never told", async () => {
    answer = (response, nth) => {
      response.statusCode = nth === 1 ? 429 : nth === 2 ? 500 : 200
      response.setHeader("retry-after", "0")
      response.end("ok")
    }
    expect((await slack()).failure).toBeNull()
    expect(asked.length).toBe(3)
    answer = (response) => {
      response.statusCode = 400
      response.end("invalid_blocks")
    }
    expect((await slack()).failure).toBe("HTTP 400")
    expect(asked.length).toBe(4)
  })

  test("that does not answer, or breaks off, is told without its address", async () => {
    answer = () => undefined
    const silent = await send({ kind: "slack", url_env: "SLACK_URL", timeout: 0.05 }, message(), {
      SLACK_URL: `${url}/secret-path`,
    })
    expect(silent.failure).toMatch(/no answer within/)
    answer = (response) => response.destroy()
    const cut = await slack()
    expect(cut.failure).toMatch(/broken connection/)
    expect(`${silent.failure}${cut.failure}`).not.toContain("secret-path")
  })

  test("without its address says which variable is not set", async () => {
    expect((await send({ kind: "slack", url_env: "SLACK_URL" })).failure).toBe(
      "the environment variable SLACK_URL is not set",
    )
  })
})

describe("PagerDuty", () => {
  const page = (sent: AlertMessage) =>
    send({ kind: "pagerduty", url: `${url}/v2/enqueue`, key_env: "KEY" }, sent, { KEY: "r0uting" })

  test("gets a trigger for each rule, and a resolve under the same key", async () => {
    await page(message({ parts: [part({ severity: "critical" }), part({ rule: "null_rate_spike" })] }))
    await page(message({ status: "resolved", parts: [part({ kind: "resolved" })] }))
    const events = asked.map((_, i) => bodyAt(i))
    expect(events.map(({ event_action }) => event_action)).toEqual(["trigger", "trigger", "resolve"])
    expect(events.map(({ dedup_key }) => dedup_key)).toEqual([
      "flights/feature_drift",
      "flights/null_rate_spike",
      "flights/feature_drift",
    ])
    expect(events[0]).toMatchObject({
      routing_key: "r0uting",
      payload: { severity: "critical", source: "flights", summary: "flights: feature_drift: psi 0.31 in carrier" },
      links: [{ text: "Report" }, { text: "Runbook" }],
    })
  })

  test("gets no more than it takes", async () => {
    await page(message({ dataset: "d".repeat(400), parts: [part({ what: "w".repeat(3000) })] }))
    const { dedup_key, payload } = bodyAt(0) as { dedup_key: string; payload: { summary: string } }
    expect(dedup_key.length).toBeLessThanOrEqual(255)
    expect(dedup_key).toMatch(/\/feature_drift$/)
    expect(payload.summary.length).toBeLessThanOrEqual(1024)
  })
})

describe("Alertmanager", () => {
  test("gets alerts that hold until the next run, and one that has ended", async () => {
    await send({ kind: "alertmanager", url }, message({ parts: [part(), part({ rule: "old", kind: "resolved" })] }))
    expect(asked[0].path).toBe("/api/v2/alerts")
    expect(JSON.parse(asked[0].body)).toMatchObject([
      {
        labels: { alertname: "feature_drift", dataset: "flights", severity: "warning" },
        startsAt: "2026-11-23T02:15:00.000Z",
        endsAt: "2026-11-24T14:15:00.000Z",
      },
      { labels: { alertname: "old" }, endsAt: "2026-11-23T02:15:00.000Z" },
    ])
  })
})

describe("a webhook", () => {
  test("gets the message with a signature of its bytes and a key that names it", async () => {
    await send({ kind: "webhook", url, key_env: "SECRET" }, message(), { SECRET: "s3cret" })
    const [{ headers, body }] = asked
    const signature = createHmac("sha256", "s3cret").update(body).digest("hex")
    expect(headers["x-driftcheck-signature"]).toBe(`sha256=${signature}`)
    expect(headers["idempotency-key"]).toBe("flights/2026-11-23T021500Z")
    expect(JSON.parse(body)).toEqual(message())
  })

  test("gets a template of one's own, whatever the texts hold", async () => {
    const title = 'a "quoted" \\ title\nof two lines'
    await send(
      { kind: "webhook", url, template: '{"card": {"head": "{{title}}", "body": "{{text}}"}}' },
      message({ title }),
    )
    expect(bodyAt(0)).toEqual({ card: { head: title, body: messageText(message({ title })) } })
  })
})

describe("a command", () => {
  const run = (script: string) => send({ kind: "command", command: [process.execPath, "-e", script] })

  test("gets the message on its standard input", async () => {
    const path = files.path("got.json")
    expect((await run(`process.stdin.pipe(fs.createWriteStream(${JSON.stringify(path)}))`)).failure).toBeNull()
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(message())
  })

  test("that fails, is not there or takes too long is told", async () => {
    expect((await run("console.error('no disk'); process.exit(3)")).failure).toMatch(/ended in 3: no disk/)
    expect((await send({ kind: "command", command: ["/nowhere/at-all"] })).failure).toMatch(/cannot be run \(ENOENT\)/)
    const slow = await send({
      kind: "command",
      timeout: 0.2,
      command: [process.execPath, "-e", "setTimeout(() => 0, 60000)"],
    })
    expect(slow.failure).toMatch(/was ended by SIGTERM/)
  })
})

describe("mail", () => {
  let mails: string[]
  let smtp: SMTPServer
  let port: number
  let refuses = false
  beforeAll(async () => {
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onMailFrom(_, __, done) {
        done(refuses ? Object.assign(new Error("mailbox busy"), { responseCode: 451 }) : null)
      },
      onData(stream, _, done) {
        let text = ""
        stream.on("data", (piece: Buffer) => (text += piece.toString()))
        stream.on("end", () => {
          mails.push(text)
          done()
        })
      },
    })
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve))
    port = (smtp.server.address() as AddressInfo).port
  })
  beforeEach(() => {
    mails = []
    refuses = false
  })
  afterAll(() => {
    smtp.close()
  })
  const mail = (sent = message()) =>
    send(
      { kind: "email", smtp_env: "SMTP", from: "drift@example.org", to: ["ml@example.org", "ops@example.org"] },
      sent,
      {
        SMTP: `smtp://127.0.0.1:${port}`,
      },
    )

  test("is text and HTML with the course as bars, to everybody, under one id", async () => {
    expect((await mail()).failure).toBeNull()
    const text = mails[0].replace(/=\r?\n/g, "").replaceAll("=3D", "=")
    expect(text).toMatch(/^To: ml@example\.org, ops@example\.org\r?$/m)
    expect(text).toMatch(/^Subject: \[warning\] flights: feature_drift\r?$/m)
    expect(text).toMatch(/^Message-ID: <[0-9a-f]+@driftcheck>\r?$/m)
    expect(text).toContain("psi 0.31 in carrier")
    expect(text.match(/background:#9a6700/g)).toHaveLength(1)
    expect(text).not.toMatch(/<script|https?:\/\/(?!wiki\.example|reports\.example)/)
  })

  test("shows names as text, and its subject stays one line", async () => {
    await mail(message({ title: "a\r\nBcc: evil@example.org", parts: [part({ what: "<b>x</b>" })] }))
    expect(mails[0]).not.toMatch(/^Bcc:/m)
    expect(mails[0].replace(/=\r?\n/g, "")).toContain("&lt;b&gt;x&lt;/b&gt;")
  })

  test("that is refused is told without the server's address", async () => {
    refuses = true
    const { failure } = await mail()
    expect(failure).toMatch(/refused it \(.*451\)/)
    expect(failure).not.toContain("127.0.0.1")
  })
})

test("the log says it on a line", async () => {
  const { lines } = await send({ kind: "log" })
  expect(lines).toEqual([messageText(message())])
})
