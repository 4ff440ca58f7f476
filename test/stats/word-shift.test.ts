import { describe, expect, it } from "vitest"
import { randomNumbers } from "../../src/stats/random.js"
import { wordShift } from "../../src/stats/word-shift.js"
import { wordsOf } from "../../src/stats/words-of.js"

const counted = (texts: readonly string[]) => {
  const rows = new Map<string, number>()
  for (const text of texts) rows.set(text, (rows.get(text) ?? 0) + 1)
  return { values: Array.from(rows.keys()), counts: Float64Array.from(rows.values()) }
}
const repeat = (text: string, n: number) => new Array<string>(n).fill(text)

describe("words of a text", () => {
  it("are runs of letters and digits in lower case, each once", () => {
    expect([...wordsOf("It's 4 o'clock, IT'S 4 – Zoë’s!", 100)]).toEqual(["it's", "4", "o'clock", "zoë’s"])
  })

  it("are pairs of characters where no spaces are written, and no long runs of code", () => {
    expect([...wordsOf("東京都 abc", 100)]).toEqual(["東京", "京都", "abc"])
    expect([...wordsOf(`x ${"f".repeat(41)}`, 100)]).toEqual(["x"])
  })
})

describe("words that moved", () => {
  it("are the shares of rows that hold them, each way, the largest shift first", () => {
    const reference = counted([...repeat("hello there", 400), ...repeat("order status", 600)])
    const current = counted([
      ...repeat("refund please", 500),
      ...repeat("order status", 400),
      ...repeat("hello there", 100),
    ])
    const { more, fewer } = wordShift(reference, current)
    expect(more).toEqual([
      { word: "please", reference: 0, current: 0.5 },
      { word: "refund", reference: 0, current: 0.5 },
    ])
    expect(fewer.map(({ word }) => word)).toEqual(["hello", "there", "order", "status"])
    expect(fewer[0]).toEqual({ word: "hello", reference: 0.4, current: 0.1 })
  })

  it("come with the rows that they tell best on each side, cut", () => {
    const long = `refund ${"please ".repeat(100)}`
    const reference = counted([...repeat("hello there", 500), ...repeat("neutral", 500)])
    const current = counted([...repeat(long, 500), ...repeat("neutral", 500)])
    const { typical_reference, typical_current } = wordShift(reference, current)
    expect(typical_reference).toEqual(["hello there"])
    expect(typical_current).toHaveLength(1)
    expect(typical_current[0]).toMatch(/^refund please .*…$/)
    expect(Array.from(typical_current[0])).toHaveLength(300)
  })

  it("are none where nothing changed: 1 of 100 seeded pairs at most", () => {
    const vocabulary = Array.from({ length: 300 }, (_, i) => `word${i}`)
    const texts = (seed: number) => {
      const next = randomNumbers(seed)
      const word = () => vocabulary[Math.floor(300 * next() ** 3)]
      return counted(Array.from({ length: 400 }, () => Array.from({ length: 8 }, word).join(" ")))
    }
    let alarms = 0
    for (let run = 0; run < 100; run++) {
      const { more, fewer, typical_current } = wordShift(texts(2 * run), texts(2 * run + 1))
      if (more.length + fewer.length > 0) alarms++
      else expect(typical_current).toEqual([])
    }
    expect(alarms).toBeLessThanOrEqual(3)
  })
})
