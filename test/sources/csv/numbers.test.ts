import { describe, expect, test } from "vitest"
import { isWhole, plainNumber } from "../../../src/sources/csv/numbers.js"
import { below, oneOf, random, type Random } from "../../helpers/random.js"

const read = (text: string) => plainNumber(Buffer.from(`x${text}1`), 1, 1 + Buffer.byteLength(text))

describe("what is written as a plain number is the double nearest to it", () => {
  const numbers = [
    ...["0", "-0", "+5", "5.", ".5", "-.5", "0.1", "1e5", "1E-5", "-1.5e+3", "123456789012345", "999999999999999"],
    ...["0.30000000000000004", "1.7976931348623157e308", "4.9406564584124654e-324", "2.2250738585072014e-308", "1e400"],
    ...["9007199254740993.0", "9007199254740992.5", "0.1234567890123456789012345", "1e22", "1e23", "1e-22", "1e-23"],
    ...["5.0000000000000003330669073875469", "0.5000000000000000555", "1.00000000000000011102230246251565404236316680"],
    ...["0.000000000000000000000000000001", "0e999", "0.00000000000000000000000000000000000000000000000000000001e60"],
  ]
  test.for(numbers)("%s", (text) => {
    expect(read(text)).toBe(Number(text))
  })
})

test("what is no plain number, or may not be meant as one, is not read", () => {
  const others = ["", "-", "+", ".", "e5", "1e", "1e+", "1e5.", "--1", "1.2.3", "007", "-01", "00.5", "1_000", "0x10"]
  for (const text of [
    ...others,
    " 5",
    "5 ",
    "1,5",
    "Infinity",
    "nan",
    "1234567890123456",
    "12345678901234567890",
    "5é",
  ])
    expect(read(text), text).toBeNaN()
})

test("a number is whole when it is written without point and exponent", () => {
  const whole = (text: string) => isWhole(Buffer.from(text), 0, text.length)
  expect(["5", "-0", "+12", "1.0", "5.", "1e5", "1E5"].map(whole)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})

const digitsOf = (next: Random, length: number) => Array.from({ length }, () => below(next, 10)).join("")

/** Ways to write a number, those of programs first. */
const writers: ((next: Random) => string)[] = [
  (next) => String(next() - 0.5),
  (next) => String((next() - 0.5) * 10 ** (below(next, 60) - 30)),
  (next) => next().toPrecision(17),
  (next) => ((next() - 0.5) * 1e6).toFixed(below(next, 12)),
  (next) => `${below(next, 10)}.${digitsOf(next, below(next, 25))}`,
  (next) => `${1 + below(next, 9)}${digitsOf(next, below(next, 22))}.${digitsOf(next, below(next, 22))}`,
  (next) => `${1 + below(next, 9)}.${digitsOf(next, 15 + below(next, 6))}e${below(next, 50) - 40}`,
  // Halfway between two doubles, or next to it: rounding is hardest there.
  (next) => halfway(next),
]

/** A sum of two neighbours' digits halved, exactly, with its last digit sometimes moved by one. */
function halfway(next: Random): string {
  const whole = BigInt(Math.floor(2 ** 52 + next() * 2 ** 52)) * 2n + 1n
  const text = String((whole * 10n ** 4n) / 2n ** BigInt(1 + below(next, 4)) + BigInt(below(next, 3) - 1))
  const point = 1 + below(next, text.length - 1)
  return `${text.slice(0, point)}.${text.slice(point)}`
}

test("60,000 random numbers are read as Number() reads them, bit for bit", () => {
  const next = random(7)
  for (let i = 0; i < 60_000; i++) {
    const written = oneOf(next, writers)(next)
    const text = /^-?\d{16,}$/.test(written) ? `${written}.0` : written
    if (!Object.is(read(text), Number(text))) expect.fail(`${text}: ${read(text)}`)
  }
})
