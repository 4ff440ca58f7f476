import { request as plainRequest, Agent as PlainAgent, type IncomingHttpHeaders, type IncomingMessage } from "node:http"
import { Agent, request as secureRequest } from "node:https"
import { countTraffic } from "../files/traffic.js"

/** A request as it goes out. */
export interface Outgoing {
  url: string
  method: "GET" | "POST"
  headers: Readonly<Record<string, string>>
  body?: string
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: IncomingMessage
}

/** A connection on which nothing comes for so long is given up. */
const silenceMs = 30_000
const agents = {
  "http:": new PlainAgent({ keepAlive: true, maxSockets: 16 }),
  "https:": new Agent({ keepAlive: true, maxSockets: 16 }),
}

/** The answer to a request, its body not read yet; rejects where there is none. Counts the request. */
export function send({ url, method, headers, body }: Outgoing, traffic: SharedArrayBuffer): Promise<Answer> {
  countTraffic(traffic, { requests: 1 })
  const { protocol } = new URL(url)
  const isSecure = protocol === "https:"
  return new Promise((resolve, reject) => {
    const options = { method, headers, agent: agents[isSecure ? "https:" : "http:"], timeout: silenceMs }
    const sent = (isSecure ? secureRequest : plainRequest)(url, options, (answer) => {
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: answer })
    })
    sent.on("timeout", () => sent.destroy(new Error(`nothing came for ${silenceMs / 1000} s`)))
    sent.on("error", reject)
    sent.end(body)
  })
}

/** The pieces of a body, counted; rejects where it is cut off. */
export async function* piecesOf({ body }: Answer, traffic: SharedArrayBuffer): AsyncGenerator<Buffer> {
  for await (const piece of body as AsyncIterable<Buffer>) {
    countTraffic(traffic, { bytes: piece.length })
    yield piece
  }
  if (!body.complete) throw new Error("the answer was cut off")
}

/** At most this much of an answer that says what went wrong is read, and of one that is read whole. */
const mostBytes = 1 << 30

export async function wholeBody(answer: Answer, traffic: SharedArrayBuffer, most = mostBytes): Promise<Buffer> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of piecesOf(answer, traffic)) {
    length += piece.length
    if (length > most) break
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
