/** action.yml: its inputs and pins, and its steps run as GitHub would, against a loopback API. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { parse } from "yaml"
import { patience } from "./helpers/patience.js"

interface Step {
  name?: string
  id?: string
  if?: string
  uses?: string
  run?: string
  with?: Record<string, unknown>
  env?: Record<string, string>
}
interface Action {
  inputs: Record<string, { description: string; default?: string; required?: boolean }>
  outputs: Record<string, { value: string }>
  runs: { steps: Step[] }
}

const source = readFileSync("action.yml", "utf8")
const action = parse(source) as Action
const { steps } = action.runs
const stepOf = (name: string) => steps.find((step) => step.name === name || step.id === name) ?? {}

describe("action.yml", () => {
  it("pins what it uses to a commit, with the version beside it", () => {
    const uses = source.match(/uses: .*/g) ?? []
    expect(uses).toHaveLength(3)
    for (const line of uses) expect(line).toMatch(/^uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  it("uses every input, none of them inside a script, and no name that is not published", () => {
    for (const name of Object.keys(action.inputs)) expect(source).toContain(`inputs.${name}`)
    for (const { run = "" } of steps) {
      expect(run).not.toContain("${{")
      expect(run).not.toMatch(/npm (install|i) [^\n]*\bdriftcheck\b(?!\/)|npx/)
    }
  })

  it("gives outputs that its steps write", () => {
    const written = [...readFileSync("src/run/github.ts", "utf8").matchAll(/\["([a-z-]+)", /g)].map(([, name]) => name)
    for (const { value } of Object.values(action.outputs)) {
      const name = /^\$\{\{ steps\.compare\.outputs\.([a-z-]+) \}\}$/.exec(value)?.[1]
      expect([...written, "code", "folder"]).toContain(name)
    }
  })
})

// ---------------------------------------------------------------- its steps

interface Asked {
  method: string
  url: string
  body: string
  token: string | undefined
}

let folder: string
let server: Server
let asked: Asked[]
/** What the server answers, by method and path. */
let answers: Record<string, { status?: number; json: unknown }>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-action-"))
  mkdirSync(join(folder, "bin"))
  writeFileSync(
    join(folder, "bin/driftcheck"),
    `#!/bin/sh\nexec "${process.execPath}" "${resolve("bin/driftcheck.js")}" "$@"\n`,
  )
  chmodSync(join(folder, "bin/driftcheck"), 0o755)
  asked = []
  answers = {}
  server = createServer((request, response) => {
    let body = ""
    request.on("data", (chunk: Buffer) => (body += chunk.toString()))
    request.on("end", () => {
      const { method = "", url = "", headers } = request
      asked.push({ method, url, body, token: headers.authorization })
      const { status = 200, json } = answers[`${method} ${url}`] ?? { status: 404, json: { message: "Not Found" } }
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json))
    })
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
})

afterEach(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

/** Runs a step's script with its inputs and gives its exit code, what it printed and the outputs that it wrote. */
async function runStep(name: string, env: Record<string, string>) {
  const output = join(folder, "output")
  writeFileSync(output, "")
  const child = spawn("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", stepOf(name).run ?? ""], {
    env: {
      PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      ACTION: resolve("."),
      NAME: "driftcheck",
      TOKEN: "secret-token",
      RUNNER_TEMP: folder,
      GITHUB_ACTIONS: "true",
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: join(folder, "step-summary"),
      GITHUB_EVENT_PATH: resolve("fixtures/action/pull_request.json"),
      GITHUB_REPOSITORY: "octo/models",
      GITHUB_RUN_ID: "99",
      GITHUB_SERVER_URL: "https://git.example.org",
      GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...env,
    },
  })
  let printed = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (printed += chunk.toString()))
  const [code] = (await once(child, "close")) as [number]
  return { code, printed, output: readFileSync(output, "utf8") }
}

describe("the step that compares", { timeout: patience(60) }, () => {
  const sides = ["ref", "cur"].map((side) => resolve(`fixtures/data/carloan_${side}.parquet`))
  const env = { REFERENCE: sides[0], CURRENT: sides[1], ARGUMENTS: "" }

  it("keeps the runs, writes summary and outputs, and leaves the verdict to the last step", async () => {
    const { code, output } = await runStep("Compare", env)
    expect(code).toBe(0)
    expect(output).toContain("code=1\n")
    expect(output).toMatch(/verdict<<ghadelimiter_.*\ndrift\n/)
    expect(existsSync(join(folder, "driftcheck/driftcheck/latest/report.html"))).toBe(true)
    expect(readFileSync(join(folder, "driftcheck/driftcheck.md"), "utf8")).toContain("Drift detected")
    expect(readFileSync(join(folder, "step-summary"), "utf8")).toContain("Drift detected")
    // A second run finds the first: what drifted then is not new now.
    const second = await runStep("Compare", { ...env, ARGUMENTS: "--fail-on new" })
    expect(second.output).toContain("code=0\n")
  })

  it("splits its arguments as a shell does, and runs nothing that stands in them", async () => {
    const trap = join(folder, "trap")
    const words = `--columns 'car_value,loan_length' --drift-share 1 --config "$(touch ${trap})"; touch ${trap}`
    const { output, printed } = await runStep("Compare", { ...env, ARGUMENTS: words })
    expect(output).toContain("code=2\n")
    expect(printed).toContain("error: ")
    expect(existsSync(trap)).toBe(false)
    const good = await runStep("Compare", { ...env, ARGUMENTS: "--columns 'car_value,driver_tenure' --drift-share 1" })
    expect(good.output).toContain("code=0\n")
  })

  it.each([
    ["0", "true", 0],
    ["1", "true", 1],
    ["1", "false", 0],
    ["2", "false", 2],
  ])("code %s with fail: %s ends in %i", async (given, fail, expected) => {
    expect((await runStep("Verdict", { CODE: given, FAIL: fail })).code).toBe(expected)
  })
})

describe("the step that comments", { timeout: patience(30) }, () => {
  const list = (page: number) => `GET /repos/octo/models/issues/7/comments?per_page=100&page=${page}`
  const summary = (text: string) => {
    mkdirSync(join(folder, "driftcheck"))
    writeFileSync(join(folder, "driftcheck/driftcheck.md"), text)
  }
  const marker = "<!-- driftcheck: driftcheck -->"
  const bot = { type: "Bot" }
  const posted = () => asked.filter(({ method }) => method !== "GET")
  const bodyOf = ({ body }: Asked) => (JSON.parse(body) as { body: string }).body

  it("writes a comment where there is none", async () => {
    summary("## Drift detected\n")
    answers[list(1)] = { json: [{ id: 1, body: "looks good", user: { type: "User" } }] }
    answers["POST /repos/octo/models/issues/7/comments"] = { status: 201, json: { id: 2 } }
    const { code, printed } = await runStep("Comment", {})
    expect([code, printed]).toEqual([0, ""])
    const [only, ...others] = posted()
    expect(others).toEqual([])
    expect(bodyOf(only)).toBe(
      `${marker}\n## Drift detected\n\n\n[The report is kept with this run](https://git.example.org/octo/models/actions/runs/99).`,
    )
    expect(only.token).toBe("Bearer secret-token")
  })

  it("brings its own up to date, on whichever page it stands, and no one else's", async () => {
    summary("## No drift\n")
    const others = Array.from({ length: 99 }, (_, id) => ({ id, body: `as it says: ${marker}`, user: bot }))
    answers[list(1)] = { json: [...others, { id: 500, body: `${marker}\nforged`, user: { type: "User" } }] }
    answers[list(2)] = { json: [{ id: 700, body: `${marker}\n## Drift detected`, user: bot }] }
    answers["PATCH /repos/octo/models/issues/comments/700"] = { json: { id: 700 } }
    expect((await runStep("Comment", {})).printed).toBe("")
    expect(posted().map(({ method, url }) => `${method} ${url}`)).toEqual([
      "PATCH /repos/octo/models/issues/comments/700",
    ])
  })

  it("writes a new one where its own may not be changed or is gone", async () => {
    summary("## No drift\n")
    answers[list(1)] = { json: [{ id: 700, body: `${marker}\n`, user: bot }] }
    answers["PATCH /repos/octo/models/issues/comments/700"] = { status: 403, json: {} }
    answers["POST /repos/octo/models/issues/7/comments"] = { status: 201, json: { id: 2 } }
    await runStep("Comment", {})
    expect(posted().map(({ method }) => method)).toEqual(["PATCH", "POST"])
  })

  it("cuts what is too long, and calls nobody whom a column is named like", async () => {
    summary(`## Drift\n\n| \\@everyone | see \\#1 |\n${"a line of a table\n".repeat(5000)}`)
    answers[list(1)] = { json: [] }
    answers["POST /repos/octo/models/issues/7/comments"] = { status: 201, json: { id: 2 } }
    await runStep("Comment", {})
    const body = bodyOf(posted()[0])
    expect(body.length).toBeLessThanOrEqual(65_536)
    expect(body).toContain("a line of a table\n\n_Cut here: the report has the rest._")
    expect(body).toContain("| @<!-- -->everyone | see #<!-- -->1 |")
  })

  it("warns where the token may write nothing, as for a pull request from a fork", async () => {
    summary("## Drift\n")
    answers[list(1)] = { json: [] }
    answers["POST /repos/octo/models/issues/7/comments"] = { status: 403, json: { message: "not accessible" } }
    const { code, printed } = await runStep("Comment", {})
    expect(code).toBe(0)
    expect(printed).toBe("::warning title=driftcheck::POST /issues/7/comments: 403 Forbidden\n")
    expect(printed).not.toContain("secret-token")
  })
})

describe("the step that finds earlier runs", { timeout: patience(30) }, () => {
  const list = "GET /repos/octo/models/actions/artifacts?name=driftcheck&per_page=100"
  const artifact = (id: number, created_at: string, run: object = {}, expired = false) => ({
    expired,
    created_at,
    workflow_run: { id, head_branch: "main", repository_id: 1, head_repository_id: 1, ...run },
  })

  it("takes the newest of the base branch, which neither a fork nor another branch has kept", async () => {
    answers[list] = {
      json: {
        artifacts: [
          artifact(1, "2026-11-20T02:00:00Z"),
          artifact(2, "2026-11-22T02:00:00Z"),
          artifact(3, "2026-11-23T02:00:00Z", { head_branch: "scores" }),
          artifact(4, "2026-11-24T02:00:00Z", { head_repository_id: 2 }),
          artifact(5, "2026-11-25T02:00:00Z", {}, true),
        ],
      },
    }
    const { output } = await runStep("earlier", { BRANCH: "main" })
    expect(output).toBe("run-id=2\n")
  })

  it("says nothing where there is none, and warns where it may not ask", async () => {
    answers[list] = { json: { artifacts: [] } }
    expect(await runStep("earlier", { BRANCH: "main" })).toEqual({ code: 0, printed: "", output: "" })
    answers[list] = { status: 403, json: {} }
    expect((await runStep("earlier", { BRANCH: "main" })).printed).toContain("::warning")
  })
})
