import { describe, expect, it } from "vitest"
import { Ids } from "../../src/streams/ids.js"

/** Amid other bytes. */
const bytesOf = (text: string) => {
  const bytes = Buffer.from(`"${text}"`)
  return { bytes, start: 1, end: bytes.length - 1 }
}

describe("ids", () => {
  it("are each there once, in order, whatever their characters", () => {
    const texts = Array.from({ length: 5000 }, (_, i) => ["", "ü", "日本"][i % 3] + String(i % 2500))
    const ids = new Ids()
    const known = new Set<string>()
    for (const text of texts) {
      expect(ids.has(bytesOf(text))).toBe(known.has(text))
      expect(ids.add(bytesOf(text))).toBe(!known.has(text))
      known.add(text)
    }
    expect(ids.size).toBe(known.size)
    expect(ids.list()).toEqual(Array.from(known))
    expect(new Ids(known).list()).toEqual(Array.from(known))
    const vector = ids.vector(Int32Array.of(2, -1, 0))
    expect(Array.from(vector as Iterable<unknown>)).toEqual([texts[2], null, texts[0]])
  })

  it("of ASCII alone are listed the same way", () => {
    expect(new Ids(["q1", "", "q2"]).list()).toEqual(["q1", "", "q2"])
  })
})
