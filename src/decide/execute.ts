import { spawn } from "node:child_process"
import { closeSync, openSync, writeSync } from "node:fs"
import type { Decision } from "../model.js"
import type { ActionSettings } from "./plan.js"

/** How it ended. */
export interface Outcome {
  status: "done" | "failed"
  /** "exit code 0", "HTTP 200". */
  detail: string
}

export interface World {
  /** The file that what it prints is written to. */
  log: string
  environment: Readonly<Record<string, string | undefined>>
  /** The same for one action of one run, however often it is asked for. */
  id: string
  /** Why, in a sentence. */
  reason: string
}

const usualTimeout = 60
/** A program that does not end when it is asked to is ended after so many milliseconds more. */
const grace = 5000
/** Of an answer so many characters are logged. */
const mostLogged = 65_536

/** Runs the command, or sends the request, once; never throws for what goes wrong in it. What it prints is in the log, no secret is. */
export async function execute(decision: Decision, settings: ActionSettings, world: World): Promise<Outcome> {
  const fd = openSync(world.log, "a")
  try {
    const log = (text: string) => void writeSync(fd, `${text}\n`)
    const { command } = settings
    return command === undefined
      ? await request(decision, settings, world, log)
      : await runCommand(command, { decision, settings, world, fd })
  } finally {
    closeSync(fd)
  }
}

interface Running {
  decision: Decision
  settings: ActionSettings
  world: World
  fd: number
}

/** The program writes to the log itself, so that nothing of it is lost where we are ended before it. */
function runCommand([program, ...args]: readonly string[], { decision, settings, world, fd }: Running) {
  const seconds = settings.timeout ?? usualTimeout
  const env = { ...world.environment, DRIFTCHECK_ACTION: decision.action, DRIFTCHECK_ID: world.id }
  return new Promise<Outcome>((resolve) => {
    // In a group of its own: at the time limit what it started ends as well.
    const child = spawn(program, args, { stdio: ["pipe", fd, fd], detached: process.platform !== "win32", env })
    let late = false
    const timers = [
      setTimeout(() => {
        late = true
        end(child.pid, "SIGTERM")
      }, seconds * 1000),
      setTimeout(
        () => {
          end(child.pid, "SIGKILL")
        },
        seconds * 1000 + grace,
      ),
    ]
    const over = (outcome: Outcome) => {
      timers.forEach(clearTimeout)
      resolve(outcome)
    }
    child.stdin?.on("error", () => undefined) // It may end without reading.
    child.on("error", (error: NodeJS.ErrnoException) => {
      over({ status: "failed", detail: `${program} cannot be run (${error.code ?? "unknown"})` })
    })
    child.on("exit", (code, signal) => {
      const how = late ? `ended after its ${seconds} s` : signal === null ? `exit code ${code}` : `ended by ${signal}`
      over({ status: code === 0 && !late ? "done" : "failed", detail: how })
    })
    child.stdin?.end(JSON.stringify({ id: world.id, ...decision }))
  })
}

/** The whole group; where it has ended already, nothing. */
function end(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error
  }
}

/** One POST, not repeated: whether a request that broke off was heeded is not known. 409: what it asks for is there already. */
async function request(decision: Decision, settings: ActionSettings, world: World, log: (text: string) => void) {
  const names = [settings.url_env, settings.authorization_env].filter((name) => name !== undefined)
  const missing = names.filter((name) => (world.environment[name] ?? "") === "")
  if (missing.length > 0) return failed(`the environment variable ${missing.join(", ")} is not set`)
  const secret = (name: string | undefined) => (name === undefined ? "" : (world.environment[name] ?? ""))
  const masked = (text: string) =>
    names.reduce((shown, name) => shown.replaceAll(secret(name), `[${name}]`), text.slice(0, mostLogged))
  const address = settings.url ?? secret(settings.url_env)
  if (!URL.canParse(address)) return failed("the address is none")
  const seconds = settings.timeout ?? usualTimeout
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: headersOf(settings, world.id, secret(settings.authorization_env)),
      body: bodyOf(decision, settings, world),
      redirect: "error",
      signal: AbortSignal.timeout(seconds * 1000),
    })
    log(masked(`HTTP ${response.status}\n${await response.text()}`))
    if (response.status === 409) return { status: "done", detail: "HTTP 409: it was there already" } satisfies Outcome
    return { status: response.ok ? "done" : "failed", detail: `HTTP ${response.status}` } satisfies Outcome
  } catch (error) {
    return failed(reasonOf(error, seconds))
  }
}

const failed = (detail: string): Outcome => ({ status: "failed", detail })

function headersOf(settings: ActionSettings, id: string, authorization: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "idempotency-key": id,
    ...(settings.authorization_env === undefined ? {} : { authorization }),
  }
}

/** The template with its fields, each as the inside of a JSON string: what a name holds ends no string. */
function bodyOf(decision: Decision, { body }: ActionSettings, { id, reason }: World): string {
  if (body === undefined) return JSON.stringify({ id, reason, ...decision })
  const { action, run, created_at } = decision
  const fields: Record<string, string> = { id, action, run: run ?? "", created_at, reason }
  return body.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(fields, name) ? JSON.stringify(fields[name]).slice(1, -1) : whole,
  )
}

/** Without the address, which may be a secret. */
function reasonOf(error: unknown, seconds: number): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no answer within ${seconds} s`
  const code = error instanceof Error ? (error.cause as { code?: unknown } | undefined)?.code : undefined
  return typeof code === "string" ? `a broken connection (${code})` : "a broken connection"
}
