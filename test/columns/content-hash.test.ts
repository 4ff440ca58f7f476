import {
  Bool,
  Float16,
  Float32,
  Float64,
  Int16,
  Int64,
  TimestampMicrosecond,
  Uint64,
  vectorFromArray,
} from "apache-arrow"
import { createHash } from "node:crypto"
import { expect, it } from "vitest"
import { contentHash } from "../../src/columns/content-hash.js"
import type { ColumnInfo } from "../../src/model.js"
import { normalDraws } from "../../src/stats/random.js"

const rows = 9000
const draws = normalDraws(rows, 5)
const info = (kind: string) => ({ name: "x", kind }) as unknown as ColumnInfo

/** The definition: at up to 4,096 even places, NaN for what is no finite number, 0 for -0, as doubles lie in memory. */
function asDefined(values: readonly (number | bigint | null)[]): string {
  const looked = Math.min(4096, values.length)
  const numbers = Float64Array.from({ length: looked }, (_, i) => {
    const value = Number(values[Math.floor((i * values.length) / looked)] ?? NaN)
    return Number.isFinite(value) ? value + 0 : NaN
  })
  return createHash("sha256").update(new Uint8Array(numbers.buffer)).digest("hex").slice(0, 16)
}

it.each([
  ["doubles", new Float64(), Array.from(draws)],
  [
    "doubles with gaps, NaN, infinities and -0",
    new Float64(),
    Array.from(draws, (z, i) => [z, null, NaN, Infinity, -0][i % 5]),
  ],
  ["single floats", new Float32(), Array.from(draws, Math.fround)],
  ["half floats", new Float16(), Array.from(draws, (_, i) => (i % 100) / 4)],
  [
    "small whole numbers with gaps",
    new Int16(),
    Array.from(draws, (z, i) => (i % 7 === 0 ? null : Math.round(z * 100))),
  ],
  ["large whole numbers", new Int64(), Array.from(draws, (z) => BigInt(Math.round(z * 1e6)) * 1_000_000_007n)],
  [
    "unsigned numbers beyond 2^63",
    new Uint64(),
    Array.from(draws, (z) => 2n ** 64n - 1n - BigInt(Math.round(z * z * 1e9))),
  ],
])("the hash of %s is that of its definition", (_, type, values) => {
  const vector = vectorFromArray(values as never[], type as never)
  expect(contentHash(vector, info("numeric"))).toBe(asDefined(values))
})

it("the hashes of texts, truths and instants stay what profiles hold", () => {
  // As made at 7484240, before numbers had a way of their own.
  const texts = vectorFromArray(["a", "b", null, "b"])
  const truths = vectorFromArray([true, null, false], new Bool())
  const instants = vectorFromArray([1_700_000_000_000, null, 1_600_000_000_000], new TimestampMicrosecond())
  expect([texts, truths, instants].map((vector) => contentHash(vector, info("x")))).toEqual([
    "954f38206e138cbe",
    "5add419a1fc97cfa",
    "a351001a65fa0a57",
  ])
})
