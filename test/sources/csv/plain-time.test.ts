import { expect, test } from "vitest"
import { plainTime, plainTimeToken } from "../../../src/sources/csv/plain-time.js"
import { timeToken, toMilliseconds } from "../../../src/sources/shared/time.js"
import { below, oneOf, random } from "../../helpers/random.js"

const read = (text: string) => plainTime(Buffer.from(`7${text}7`), 1, 1 + text.length)

test("the usual forms of ISO 8601 are read as the careful reading has them, and nothing else is", () => {
  const next = random(3)
  const two = () => String(below(next, 70)).padStart(2, "0")
  let times = 0
  for (let i = 0; i < 20_000; i++) {
    const date = `${oneOf(next, ["2024", "1900", "2000", "0001", "20a4"])}-${oneOf(next, ["01", "02", "12", "13", "00"])}-${oneOf(next, ["01", "28", "29", "30", "31", "32", "00"])}`
    const time = `${oneOf(next, ["T", " ", "x"])}${oneOf(next, ["00", "23", "24", two()])}:${two()}:${two()}`
    const fraction = oneOf(next, ["", "", ".", ".1", ".12", ".123", ".1234", ".x"])
    const text = date + oneOf(next, ["", time, time + fraction, time + fraction + oneOf(next, ["Z", "+02:00"])])
    const value = read(text)
    if (Number.isNaN(value)) continue
    times++
    expect(value, text).toBe(toMilliseconds(text))
    expect(plainTimeToken(Buffer.from(text), 0, text.length), text).toBe(timeToken(text))
  }
  expect(times).toBeGreaterThan(1000)
})

test("no usual form is left to the careful reading", () => {
  for (const text of ["2024-02-29", "1969-12-31 23:59:59", "2024-01-02T03:04:05Z", "9999-12-31T00:00:00.5"])
    expect(read(text), text).toBe(toMilliseconds(text))
})
