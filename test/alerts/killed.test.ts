import { spawn, type ChildProcess } from "node:child_process"
import { mkdirSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, expect, test } from "vitest"
import { toLine } from "../../src/history/line.js"
import { historyColumn, historyRun } from "../helpers/history.js"
import { freshFolder } from "../helpers/in-folder.js"

/** A real process that is killed by the system while it delivers, and the run after it. */
const files = freshFolder()
let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

interface Got {
  path: string
  key: string
  answered: boolean
}

/** A folder whose newest run drifts, with two sinks at a server that calls `onRequest` before it answers, and `onAnswer` after. */
async function setUp(onRequest: (nth: number) => Promise<void>, onAnswer: (nth: number) => void) {
  const got: Got[] = []
  server = createServer((request, response) => {
    const one: Got = { path: request.url ?? "", key: String(request.headers["idempotency-key"]), answered: false }
    const nth = got.push(one)
    request.resume()
    request.on("end", () => {
      void onRequest(nth).then(() => {
        one.answered = true
        response.writeHead(200, { connection: "close" }).end("{}", () => {
          onAnswer(nth)
        })
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  mkdirSync(files.path("reports"), { recursive: true })
  const runs = [historyRun(0, [historyColumn("a", 0.1)]), historyRun(1, [historyColumn("a", 2)])]
  files.write("reports/history.ndjson", runs.map(toLine).join(""))
  const config = files.write(
    "driftcheck.yaml",
    `dataset: flights
alerts:
  rules: [{ name: dataset_drift, when: drift }]
  sinks:
    one: { kind: webhook, url: "${url}/one" }
    two: { kind: webhook, url: "${url}/two" }
`,
  )
  return {
    got,
    start: () => spawn(process.execPath, ["bin/driftcheck.js", "alert", files.path("reports"), "--config", config]),
  }
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    child.on("close", (code) => {
      resolve(code)
    })
  })

const never = () => new Promise<void>(() => undefined)
const atOnce = () => Promise.resolve()

const moments: { name: string; request?: number; answer?: number; after?: number; twice: string[] }[] = [
  { name: "before it sends anything", after: 30, twice: [] },
  { name: "before the first is answered", request: 1, twice: [] },
  { name: "when the first was answered, before it can be kept", answer: 1, twice: ["/one"] },
  { name: "between two sinks", request: 2, twice: [] },
  { name: "when the last was answered, before it can be kept", answer: 2, twice: ["/two"] },
]

test.each(moments)(
  "killed $name, the next run loses nothing and sends nothing again but by its key",
  async ({ request, answer, after, twice }) => {
    let child: ChildProcess | null = null
    const kill = () => child?.kill("SIGKILL")
    const { got, start } = await setUp(
      (nth) => {
        if (child === null || nth !== request) return atOnce()
        kill()
        return never()
      },
      (nth) => {
        if (nth === answer) kill()
      },
    )
    child = start()
    if (after !== undefined) setTimeout(kill, after)
    await ended(child)
    child = null
    expect(await ended(start())).toBe(1)
    expect(await ended(start())).toBe(1)
    const answered = got.filter((each) => each.answered)
    const paths = answered.map(({ path }) => path)
    // Both arrived. What was answered but not yet kept may come again, with the same key.
    expect(new Set(paths)).toEqual(new Set(["/one", "/two"]))
    const again = paths.filter((path, i) => paths.indexOf(path) < i)
    for (const path of again) expect(twice).toContain(path)
    expect(new Set(got.map(({ key }) => key)).size).toBe(1)
  },
  120_000,
)
