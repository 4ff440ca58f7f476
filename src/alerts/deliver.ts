import { spawn } from "node:child_process"
import { UsageError } from "../errors.js"
import { post, usualPost, type PostOptions } from "../traces/ask/post.js"
import type { Delivery, Mail } from "./sink.js"

/** What a delivery needs of the outside world. */
export interface DeliverIo {
  /** Writes a line for people. */
  line: (text: string) => void
  environment: Readonly<Record<string, string | undefined>>
  /** How often and how long; tests wait less. */
  post?: Partial<PostOptions>
}

/** Answers are short; more is not read. */
const maxAnswer = 2 ** 20
const lastOutput = 500

/** Sends it, once or with tries again where that may help. Null where it arrived, otherwise why not; never with a secret. */
export async function deliver(delivery: Delivery, timeoutSeconds: number, io: DeliverIo): Promise<string | null> {
  const timeout = timeoutSeconds * 1000
  switch (delivery.kind) {
    case "line":
      io.line(delivery.text)
      return null
    case "http": {
      const { address, headers = {}, body } = delivery
      if (!URL.canParse(address)) return "the address is none"
      const endpoint = { url: address, key: null, headers }
      const answer = await post(endpoint, body, { ...usualPost, timeout, maxBytes: maxAnswer, ...io.post })
      // Slack answers "ok", which is no JSON.
      return answer.failure === undefined || answer.status === 200 ? null : answer.failure
    }
    case "mail":
      return sendMail(delivery.address, delivery.mail, timeout)
    case "command":
      return runCommand(delivery.command, delivery.input, timeout, io.environment)
  }
}

async function sendMail(address: string, mail: Mail, timeout: number): Promise<string | null> {
  const nodemailer = await import("nodemailer").catch(() => {
    throw new UsageError("mail needs the package nodemailer", { hint: "npm install nodemailer" })
  })
  const { message_id: messageId, to, ...rest } = mail
  const limits = { connectionTimeout: timeout, greetingTimeout: timeout, socketTimeout: timeout }
  const transport = nodemailer.createTransport(address, {})
  Object.assign(transport.options, limits)
  try {
    await transport.sendMail({ ...rest, to: [...to], messageId, disableFileAccess: true, disableUrlAccess: true })
    return null
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number }
    return `the mail server refused it (${[code, responseCode].filter((each) => each !== undefined).join(" ")})`
  } finally {
    transport.close()
  }
}

/** The program's own words where it fails: the end of its standard error. */
function runCommand(
  [program, ...args]: readonly string[],
  input: string,
  timeout: number,
  environment: DeliverIo["environment"],
): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["pipe", "ignore", "pipe"], timeout, env: environment })
    let said = ""
    child.stderr.on("data", (piece: Buffer) => (said = (said + piece.toString()).slice(-lastOutput)))
    child.stdin.on("error", () => undefined) // It may end without reading.
    child.on("error", (error: NodeJS.ErrnoException) => {
      resolve(`${program} cannot be run (${error.code ?? "unknown"})`)
    })
    child.on("close", (code, signal) => {
      const how = signal === null ? `ended in ${code}` : `was ended by ${signal} after ${timeout / 1000} s at most`
      resolve(code === 0 ? null : `${program} ${how}${said.trim() === "" ? "" : `: ${said.trim()}`}`)
    })
    child.stdin.end(input)
  })
}
