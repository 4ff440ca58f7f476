import { describe, expect, it } from "vitest"
import { bytesIn, fieldsOf, message, textIn } from "../../../src/engines/spark-connect/protobuf.js"
import * as protocol from "../../../src/engines/spark-connect/protocol.js"

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex")

describe("protobuf", () => {
  it("writes the examples of its documentation", () => {
    // protobuf.dev/programming-guides/encoding: 150 in field 1, "testing" in field 2, a message in field 3.
    expect(hex(message([1, 150]))).toBe("089601")
    expect(hex(message([2, "testing"]))).toBe("120774657374696e67")
    expect(hex(message([3, message([1, 150])]))).toBe("1a03089601")
    expect(hex(message([1, null], [16, 2 ** 40]))).toBe("8001808080808020")
  })

  it("reads what it writes, and skips numbers of fixed width", () => {
    const fixed = Buffer.from("0900000000000000004d00000000", "hex")
    const found = fieldsOf(Buffer.concat([message([1, 2 ** 50], [2, "ß"]), fixed, message([2, "last"])]))
    expect(found.map(([field]) => field)).toEqual([1, 2, 2])
    expect(found[0][1]).toBe(2 ** 50)
    expect(textIn(found, 2)).toBe("last")
    expect(bytesIn(found, 7)).toBeNull()
  })

  it("refuses a message that ends too early", () => {
    expect(() => fieldsOf(Buffer.from("1207746573", "hex"))).toThrow(RangeError)
    expect(() => fieldsOf(Buffer.from("08ff", "hex"))).toThrow(RangeError)
  })
})

describe("messages of Spark Connect", () => {
  // What the Python classes of pyspark 4.2.0 (pyspark/sql/connect/proto) write for the same requests.
  const speaker = { sessionId: "s", user: "u" }
  const sent: readonly (readonly [name: string, bytes: Uint8Array, expected: string])[] = [
    [
      "a statement whose answer can be resumed",
      protocol.executePlan(speaker, "op", "select 1"),
      "0a017312030a01751a100a0e0a00520a0a0873656c6563742031220a6472696674636865636b2a040a02080132026f70",
    ],
    [
      "settings",
      protocol.setConfig(speaker, { k: "v" }),
      "0a017312030a01751a0a0a080a060a016b120176220a6472696674636865636b",
    ],
    ["the end of all statements", protocol.interruptAll(speaker), "0a017312030a01751a0a6472696674636865636b2001"],
    [
      "the rest of an answer",
      protocol.reattachExecute(speaker, "op", "r"),
      "0a017312030a01751a026f70220a6472696674636865636b2a0172",
    ],
    [
      "an answer that is not needed any more",
      protocol.releaseExecute(speaker, "op"),
      "0a017312030a01751a026f70220a6472696674636865636b2a00",
    ],
    ["the end of the session", protocol.releaseSession(speaker), "0a017312030a01751a0a6472696674636865636b"],
  ]
  for (const [name, bytes, expected] of sent)
    it(`are those of pyspark: ${name}`, () => {
      expect(hex(bytes)).toBe(expected)
    })

  it("are read: a batch, its id, the last one", () => {
    const batch = message([1, 3], [2, Buffer.from([7, 8])])
    expect(protocol.readResponse(message([1, "s"], [2, batch], [13, "r1"]))).toEqual({
      ...{ id: "r1", isLast: false },
      batch: Buffer.from([7, 8]),
    })
    expect(protocol.readResponse(message([13, "r2"], [14, message()]))).toEqual({ id: "r2", batch: null, isLast: true })
  })
})
