import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

export interface Loopback {
  url: string
  /** What was asked, in order. */
  requests: { path: string; authorization: string | undefined; body: Record<string, unknown> }[]
  close: () => Promise<void>
}

type Reply = (response: ServerResponse, body: Record<string, unknown>, nth: number) => void

/** A server on this machine alone that answers as `reply` says; `nth` counts requests from 1. */
export async function loopback(reply: Reply): Promise<Loopback> {
  const requests: Loopback["requests"] = []
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const body = JSON.parse(text) as Record<string, unknown>
      requests.push({ path: request.url ?? "", authorization: request.headers.authorization, body })
      reply(response, body, requests.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections()
      server.close(() => {
        resolve()
      })
    })
  return { url: `http://127.0.0.1:${port}/v1`, requests, close }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers })
  response.end(JSON.stringify(value))
}

/** An answer of a chat. */
export const chat = (content: unknown) => ({
  choices: [
    { message: { role: "assistant", content: typeof content === "string" ? content : JSON.stringify(content) } },
  ],
  usage: { prompt_tokens: 1000, completion_tokens: 20 },
})
