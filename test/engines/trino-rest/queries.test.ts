import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { afterEach, expect, it } from "vitest"
import { TrinoError, TrinoLost, TrinoQueries } from "../../../src/engines/trino-rest/queries.js"
import { triesAfter } from "../../../src/engines/tries.js"

let stop = (): void => undefined
afterEach(() => {
  stop()
})

/** A server that answers each request with the next of these; null: the connection breaks. Gives what it was asked. */
async function served(answers: ((base: string) => object | number | null)[]) {
  const asked: string[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    asked.push(`${request.method} ${request.url}`)
    const answer = (answers[asked.length - 1] ?? (() => 204))(`http://${request.headers.host}`)
    if (answer === null) request.socket.destroy()
    else if (typeof answer === "number") response.writeHead(answer).end()
    else response.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
  const address = server.address()
  const port = typeof address === "object" ? address?.port : 0
  return { asked, queries: new TrinoQueries(`http://127.0.0.1:${port}`, {}, triesAfter([1, 1])) }
}

const next = (page: number) => (base: string) => ({ nextUri: `${base}/${page}`, data: [[page]] })

it("asks again for a page that was lost, and for one that a busy server refused: no row is missing, none comes twice", async () => {
  const { asked, queries } = await served([next(1), () => null, () => 503, next(2), () => ({ data: [[3]] })])
  expect((await queries.run("select 1")).rows).toEqual([[1], [2], [3]])
  expect(asked).toEqual(["POST /v1/statement", "GET /1", "GET /1", "GET /1", "GET /2"])
})

it("does not send a statement twice, whose answer was lost", async () => {
  const { asked, queries } = await served([() => null])
  await expect(queries.run("select 1")).rejects.toThrow(TrinoLost)
  expect(asked).toEqual(["POST /v1/statement"])
})

it("gives up after the tries there are", async () => {
  const { asked, queries } = await served([next(1), () => null, () => null, () => null])
  await expect(queries.run("select 1")).rejects.toThrow(TrinoLost)
  expect(asked).toHaveLength(4)
})

it("says that a server which has started anew does not know the statement", async () => {
  const { queries } = await served([next(1), () => 404])
  await expect(queries.run("select 1")).rejects.toThrow("it does not know the statement any more")
})

it("says where an error is, and its name", async () => {
  const error = { message: "no x", errorName: "COLUMN_NOT_FOUND", errorLocation: { lineNumber: 1, columnNumber: 8 } }
  const { queries } = await served([() => ({ error })])
  await expect(queries.run("select x")).rejects.toEqual(new TrinoError("line 1:8: no x (COLUMN_NOT_FOUND)"))
})

it("cancels a statement whose first answer has not come when it is closed", async () => {
  const { asked, queries } = await served([next(1)])
  const run = queries.run("select 1").catch((error: unknown) => error)
  await queries.close()
  expect(asked.slice(0, 2)).toEqual(["POST /v1/statement", "DELETE /1"])
  await run
})
