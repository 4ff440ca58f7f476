import { createHash } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** What a request gets instead of its answer; `cut`: the answer ends after so many bytes. */
export type Fault =
  { status: number; headers?: Record<string, string>; body?: string } | { cut: number } | { ignoresRanges: true } | null

export interface RangeServer {
  url: string
  files: Map<string, Buffer>
  /** Every request, in order. */
  requests: {
    path: string
    range: string | undefined
    authorization: string | undefined
    ifMatch: string | undefined
    host: string | undefined
  }[]
  /** Milliseconds that each answer takes. */
  delay: number
  /** The most requests that were under way at once. */
  mostAtOnce: () => number
  /** Bytes of bodies that went out. */
  sent: () => number
  /** Says what goes wrong with a request; `nth` counts from 1. */
  fault: (request: IncomingMessage, nth: number) => Fault
  close: () => Promise<void>
}

/** A server on this machine alone that gives files and ranges of them with ETags, and fails where it is told to. */
export async function rangeServer(files: Record<string, Buffer> = {}, address = "127.0.0.1"): Promise<RangeServer> {
  let sent = 0
  let [atOnce, most] = [0, 0]
  const server = createServer((request, response) => {
    most = Math.max(most, ++atOnce)
    response.on("close", () => atOnce--)
    if (self.delay === 0) answer(request, response)
    else setTimeout(answer, self.delay, request, response)
  })
  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(new URL(request.url ?? "", "http://x").pathname)
    const { range, authorization, "if-match": ifMatch, host } = request.headers
    self.requests.push({ path, range, authorization, ifMatch, host })
    const fault = self.fault(request, self.requests.length)
    if (fault !== null && "status" in fault) {
      response.writeHead(fault.status, fault.headers).end(fault.body ?? "")
      return
    }
    const file = self.files.get(path)
    if (file === undefined) response.writeHead(404).end()
    else give(request, response, file, fault)
  }
  function give({ headers }: IncomingMessage, response: ServerResponse, file: Buffer, fault: Fault): void {
    const etag = etagOf(file)
    if (headers["if-match"] !== undefined && headers["if-match"] !== etag) {
      response.writeHead(412).end()
      return
    }
    const asked = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "")
    if (asked === null || (fault !== null && "ignoresRanges" in fault)) {
      sent += file.length
      response.writeHead(200, { etag }).end(file)
      return
    }
    const start = Number(asked[1])
    const body = file.subarray(start, Number(asked[2]) + 1)
    if (start >= file.length) {
      response.writeHead(416, { "content-range": `bytes */${file.length}` }).end()
      return
    }
    const kept = fault !== null && "cut" in fault ? body.subarray(0, fault.cut) : body
    sent += kept.length
    const range = `bytes ${start}-${start + body.length - 1}/${file.length}`
    response.writeHead(206, { etag, "content-range": range, "content-length": body.length })
    response.write(kept, () => (kept.length < body.length ? response.destroy() : response.end()))
  }
  const self: RangeServer = {
    url: "",
    files: new Map(Object.entries(files)),
    requests: [],
    delay: 0,
    mostAtOnce: () => most,
    sent: () => sent,
    fault: () => null,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => {
          resolve()
        })
      }),
  }
  await new Promise<void>((resolve, reject) => server.on("error", reject).listen(0, address, resolve))
  self.url = `http://${address.includes(":") ? `[${address}]` : address}:${(server.address() as AddressInfo).port}`
  return self
}

export const etagOf = (bytes: Buffer) => `"${createHash("md5").update(bytes).digest("hex")}"`

/** An answer of S3 that says what went wrong. */
export const s3Error = (status: number, code: string, more = "", headers: Record<string, string> = {}): Fault => ({
  status,
  headers: { "content-type": "application/xml", ...headers },
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message>${more}</Error>`,
})
