import type { SideEvidence } from "../../../src/model.js"
import { describe, expect, it } from "vitest"
import { textReader } from "../../../src/columns/convert.js"
import { decideColumn } from "../../../src/columns/decide.js"
import { below, oneOf, random } from "../../helpers/random.js"
import { drawMomentStyle, numberStyles, spellMoment, spellNumber, type Spelt } from "./grammar.js"

function side(spelt: readonly Spelt[], name = "x"): SideEvidence {
  const counts = new Map<string, number>()
  for (const { text } of spelt) counts.set(text, (counts.get(text) ?? 0) + 1)
  return {
    info: { name, storageType: "string", kind: "string", integer: false },
    texts: { values: [...counts.keys()], counts: Float64Array.from(counts.values()) },
    numbers: null,
  }
}

/** How the columns are read, or why not; the values of the first side. */
function read(columns: readonly (readonly Spelt[])[]): { kind: string | undefined; values: unknown[] } {
  const found = decideColumn(
    columns.map((column) => side(column)),
    "x",
  )
  if (found === null || "open" in found) return { kind: found === null ? "as stored" : "open", values: [] }
  const reading = found.readings[0]
  if (reading === null) return { kind: "as stored", values: [] }
  return { kind: reading.info.kind, values: columns[0].map(({ text }) => textReader(reading.how)(text)) }
}

describe("numbers spelt by the grammar", () => {
  it.each(numberStyles.map((style) => [JSON.stringify(style), style] as const))(
    "%s is read to the last digit",
    (_, style) => {
      const next = random(11)
      for (let round = 0; round < 20; round++) {
        const column = () => Array.from({ length: 60 }, () => spellNumber(next, style))
        const [reference, current] = [column(), column()]
        const { kind, values } = read([reference, current])
        expect(kind).toBe("number")
        expect(values).toEqual(reference.map(({ value }) => value))
      }
    },
  )

  it("two odd texts among two thousand are two unreadable values, on either side", () => {
    const next = random(12)
    const column = Array.from({ length: 2000 }, () => spellNumber(next, numberStyles[0]))
    const odd = [...column.slice(2), { text: "n.d.", value: NaN }, { text: "see note", value: NaN }]
    for (const sides of [
      [odd, column],
      [column, odd],
    ]) {
      const { kind, values } = read(sides)
      expect(kind).toBe("number")
      expect(values.filter((value) => value === "unreadable").length).toBe(sides[0] === odd ? 2 : 0)
    }
  })

  it("a text cut, doubled or with a letter put in is never another number without a sign of it", () => {
    const next = random(13)
    for (let i = 0; i < 3000; i++) {
      const style = oneOf(next, numberStyles)
      const { text } = spellNumber(next, style)
      const at = below(next, text.length + 1)
      const letter = oneOf(next, ["x", ";", "..", ",,", "--", "1a2"])
      const broken = `${text.slice(0, at)}${letter}${text.slice(at)}`
      const value = textReader({ as: "numbers", decimal: style.mark, unit: (style.before || style.after).trim() })(
        broken,
      )
      if (typeof value === "number") expect(broken).toMatch(/^[\s(]*[-+\u2212]?\s*[^\d]*[-]?[\d.,'’\s]+[^\d]*$/u)
    }
  })
})

describe("moments spelt by the grammar", () => {
  it("are read to the microsecond, whatever order, separator, time and zone", () => {
    const next = random(21)
    const kinds = new Set<string>()
    for (let round = 0; round < 300; round++) {
      const style = drawMomentStyle(next)
      const column = () => Array.from({ length: 60 }, () => spellMoment(next, style))
      const [reference, current] = [column(), column()]
      const { kind, values } = read([reference, current])
      expect(kind, `${JSON.stringify(style)} ${reference[0].text}`).toBe("datetime")
      values.forEach((value, i) => {
        expect(value, reference[i].text).toBeCloseTo(reference[i].value, 2)
      })
      kinds.add(`${style.date} ${style.time}`)
    }
    expect(kinds.size).toBeGreaterThan(20)
  })

  it("leave the order open where no day above 12 tells, and take it from the other side where that one does", () => {
    const low = Array.from({ length: 40 }, (_, i) => ({ text: `0${1 + (i % 9)}/0${1 + (i % 7)}/2024`, value: NaN }))
    const high = [...low, { text: "31/01/2024", value: NaN }]
    expect(read([low, low]).kind).toBe("open")
    expect(read([low, high]).kind).toBe("datetime")
    expect(read([low, high]).values[1]).toBe(Date.UTC(2024, 1, 2))
    const american = [...low, { text: "01/31/2024", value: NaN }]
    expect(read([low, american]).values[2]).toBe(Date.UTC(2024, 2, 3))
    expect(read([high, american]).values[1]).toBe(Date.UTC(2024, 1, 2))
  })
})
