/** Statements over Trino's client protocol. Source: trino.io, "Trino client REST API". */
import type { Cell, NativeColumn } from "../engine.js"
import type { Tries } from "../tries.js"

/** What the server says of a statement. */
export class TrinoError extends Error {}
/** The server is not there, or does not know any more what it was asked. */
export class TrinoLost extends Error {}

export interface TrinoAnswer {
  columns: NativeColumn[]
  rows: Cell[][]
}

/** A page of an answer. */
interface Page {
  nextUri?: string
  columns?: NativeColumn[]
  data?: unknown[][]
  error?: { message?: string; errorName?: string; errorLocation?: { lineNumber: number; columnNumber: number } }
}

/** Statements of one user. */
export class TrinoQueries {
  /** What the server said last of each statement that runs: to delete the next page cancels the statement. */
  private readonly running = new Set<{ last: Promise<Page> }>()
  private closed = false

  constructor(
    private readonly base: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly tries: Tries,
  ) {}

  /** All rows of a statement. Throws TrinoError in the server's words, TrinoLost where it does not answer. */
  async run(sql: string): Promise<TrinoAnswer> {
    const statement = { last: this.ask(`${this.base}/v1/statement`, { method: "POST", body: sql }) }
    this.running.add(statement)
    try {
      const answer: TrinoAnswer = { columns: [], rows: [] }
      let page = await statement.last
      for (;;) {
        if (page.error !== undefined) throw new TrinoError(sentenceOf(page.error))
        answer.columns = page.columns ?? answer.columns
        for (const row of page.data ?? []) answer.rows.push(row.map(toCell))
        if (page.nextUri === undefined) return answer
        statement.last = Promise.resolve(page)
        if (this.closed) await this.cancel(page)
        page = await this.ask(page.nextUri, {})
      }
    } finally {
      this.running.delete(statement)
    }
  }

  /** Cancels what runs. Nothing that fails is told: the run is over. */
  async close(): Promise<void> {
    this.closed = true
    await Promise.allSettled(Array.from(this.running, async ({ last }) => this.cancel(await last)))
  }

  private async cancel({ nextUri }: Page): Promise<void> {
    if (nextUri === undefined) return
    await fetch(nextUri, { method: "DELETE", headers: this.headers, signal: AbortSignal.timeout(2000) })
  }

  /** A page. A server that is overloaded is asked again; a page that was lost on its way too, which changes nothing there. */
  private async ask(url: string, request: RequestInit): Promise<Page> {
    if (!url.startsWith(new URL(this.base).protocol))
      throw new TrinoLost(`it goes on at ${url}, which is not encrypted alike`)
    for (let failed = 0; ; failed++) {
      const answer = await fetch(url, { ...request, headers: this.headers, redirect: "error" }).catch(
        (error: unknown) => new TrinoLost(reasonOf(error), { cause: error }),
      )
      const again =
        answer instanceof TrinoLost
          ? request.method !== "POST" && !this.closed
          : [429, 502, 503, 504].includes(answer.status)
      if (again && (await this.tries.another(failed))) continue
      if (answer instanceof TrinoLost) throw answer
      if (answer.ok) return (await answer.json()) as Page
      throw refusalOf(answer.status, await answer.text().catch(() => ""), request.method === "POST")
    }
  }
}

function refusalOf(status: number, body: string, isFirst: boolean): Error {
  const [line] = body.trim().split("\n", 1)
  const why = line === "" || line.startsWith("<") ? "" : `: ${line}`
  if (status === 401 || status === 403)
    return new TrinoError(
      `it refuses the user (HTTP ${status})${why}; TRINO_USER, TRINO_PASSWORD and TRINO_TOKEN are looked at`,
    )
  const gone = !isFirst && (status === 404 || status === 410)
  return new TrinoLost(gone ? "it does not know the statement any more" : `it answers HTTP ${status}${why}`)
}

function sentenceOf({ message, errorName, errorLocation: at }: NonNullable<Page["error"]>): string {
  const [sentence] = (message ?? "no reason").split("\n", 1)
  const place = at === undefined || /^line \d+:\d+:/.test(sentence) ? "" : `line ${at.lineNumber}:${at.columnNumber}: `
  return `${place}${sentence}${errorName === undefined ? "" : ` (${errorName})`}`
}

/** What a failed request says: the reason stands in the cause. */
function reasonOf(error: unknown): string {
  const cause = (error as Error).cause as (Error & { code?: string }) | undefined
  const message = cause?.message ?? ""
  return message === "" ? (cause?.code ?? String(error)) : message
}

/** NaN and infinite numbers come as words, which are never asked for. */
function toCell(value: unknown): Cell {
  if (value === null || typeof value === "number" || typeof value === "string") return value
  if (typeof value === "boolean") return Number(value)
  throw new Error(`a ${typeof value} that no statement asks for`)
}
