import { describe, expect, it } from "vitest"
import { markAfter, markText, mostBytes, parsedMark, type Mark } from "../../src/streams/kafka-mark.js"

const range = (from: number, to: number) => ({ part: "0", from, to })

describe("a mark", () => {
  it("says where reading goes on, what is in windows beyond, and each reader's last window", () => {
    const mark = markAfter([range(20, 30), range(0, 10), range(35, 36)], new Map([["b", "w1"]]), "a", "w2")
    expect(mark).toEqual({
      offset: 10,
      beyond: [
        [20, 30],
        [35, 36],
      ],
      last: new Map([
        ["b", "w1"],
        ["a", "w2"],
      ]),
    })
    const { text, isWhole } = markText(mark)
    expect([parsedMark(10, text), isWhole]).toEqual([mark, true])
  })

  it("moves a reader that commits again to the end, and forgets those that have not for longest", () => {
    let last: Mark["last"] = new Map()
    for (let i = 0; i < 30; i++) last = markAfter([range(0, i + 1)], last, `reader${i}`, `w${i}`).last
    last = markAfter([range(0, 40)], last, "reader6", "again").last
    expect(last.size).toBe(24)
    expect([last.has("reader5"), Array.from(last).at(-1)]).toEqual([false, ["reader6", "again"]])
  })

  it("keeps within what a broker takes, and says where ranges had no room", () => {
    const last = new Map(
      Array.from({ length: 24 }, (_, i) => [`00000000${String(i).padStart(4, "0")}`, "0123456789abcdef"]),
    )
    const many = Array.from({ length: 2000 }, (_, i) => [100 + 10 * i, 103 + 10 * i] as [number, number])
    const { text, isWhole } = markText({ offset: 50, beyond: many, last })
    expect([text.length <= mostBytes, isWhole]).toEqual([true, false])
    const { beyond } = parsedMark(50, text)
    expect(beyond.length).toBeGreaterThan(300)
    expect(beyond).toEqual(many.slice(0, beyond.length))
  })

  it("is an offset alone where another program committed it", () => {
    for (const text of [null, "", "{", "7", '{"driftcheck":2}'])
      expect(parsedMark(7, text)).toEqual({ offset: 7, beyond: [], last: new Map() })
  })
})
