/** A connection that breaks in the middle of an answer, between this process and a Sail server. */
import { connect, createServer, type Socket } from "node:net"
import { Client, credentials, Metadata } from "@grpc/grpc-js"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { readBatch } from "../../../src/engines/spark-connect/cells.js"
import { Session } from "../../../src/engines/spark-connect/session.js"
import { triesAfter } from "../../../src/engines/tries.js"
import { sailProgram, startSail, type SailServer } from "../../helpers/sail-server.js"

const program = sailProgram()

/** Hands bytes on to a port; `cut` breaks every connection. */
async function proxyTo(port: number) {
  const open = new Set<Socket>()
  const proxy = createServer((from) => {
    const to = connect(port, "127.0.0.1")
    for (const [socket, other] of [
      [from, to],
      [to, from],
    ]) {
      open.add(socket)
      socket.on("error", () => other.destroy())
      socket.on("close", () => other.destroy())
      socket.pipe(other)
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve))
  const address = proxy.address()
  const cut = () => {
    for (const socket of open) socket.destroy()
    open.clear()
  }
  return { port: typeof address === "object" ? (address?.port ?? 0) : 0, cut, close: () => proxy.close() }
}

describe.skipIf(program === null)("an answer of Spark Connect", () => {
  let server: SailServer
  beforeAll(async () => {
    server = await startSail(program ?? "")
  })
  afterAll(() => server.stop())

  it("goes on where it was when the connection breaks: no row is missing, none comes twice", async () => {
    const proxy = await proxyTo(server.port)
    const client = new Client(`127.0.0.1:${proxy.port}`, credentials.createInsecure(), {
      "grpc.max_receive_message_length": 2 ** 27,
    })
    const session = new Session({ client, metadata: new Metadata() }, "test", triesAfter([100, 200, 400, 800, 1600]))
    await session.open({})
    let [rows, sum, batches] = [0, 0, 0]
    for await (const bytes of session.execute("select id from range(500000)")) {
      const batch = readBatch(bytes)
      rows += batch.rows.length
      for (const [id] of batch.rows) sum += Number(id)
      if (++batches === 2 || batches === 20) proxy.cut()
    }
    expect(batches).toBeGreaterThan(20)
    expect(rows).toBe(500_000)
    expect(sum).toBe((500_000 * 499_999) / 2)
    await session.close()
    proxy.close()
  })
})
