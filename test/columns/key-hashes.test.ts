import { Int32, Int64, Utf8, vectorFromArray, Float64, Dictionary } from "apache-arrow"
import { describe, expect, it } from "vitest"
import { hashKeys } from "../../src/columns/key-hashes.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const of = (...columns: Parameters<typeof vectorFromArray>[]) => {
  const vectors = columns.map((column) => vectorFromArray(...column))
  return hashKeys(
    vectors[0].length,
    vectors.map((vector) => () => vector),
  )
}
const texts = (values: (string | null)[]) => [values, new Dictionary(new Utf8(), new Int32())] as never

describe("hashes of keys", () => {
  it("are those of the value, whatever the type that holds it and the order of the dictionary", () => {
    const numbers = [
      [3, -7, 0],
      [3n, -7n, 0n],
      [3, -7, -0],
    ] as const
    const [a, b, c] = [
      of([numbers[0], new Int32()] as never),
      of([numbers[1], new Int64()] as never),
      of([numbers[2], new Float64()] as never),
    ]
    expect(b.hashes).toEqual(a.hashes)
    expect(c.hashes).toEqual(a.hashes)
    expect(of(texts(["b", "a"])).hashes).toEqual(
      Uint32Array.from([...of(texts(["a", "b"])).hashes.slice(2), ...of(texts(["a", "b"])).hashes.slice(0, 2)]),
    )
  })

  it("tell neighbours beyond 2^53 apart", () => {
    const { hashes } = of([[2n ** 53n, 2n ** 53n + 1n], new Int64()] as never)
    expect(hashes.slice(0, 2)).not.toEqual(hashes.slice(2))
  })

  it("tell the parts of a key apart", () => {
    const [ab, ba] = [of(texts(["a"]), texts(["b"])), of(texts(["b"]), texts(["a"]))]
    expect(ab.hashes).not.toEqual(ba.hashes)
  })

  it("leave out rows with a missing part", () => {
    const { hashes, isMissing } = of([[1, null, NaN, 4], new Float64()] as never, texts(["a", "b", "c", null]))
    expect([hashes.length, Array.from(isMissing)]).toEqual([2, [0, 1, 1, 1]])
  })

  it("take the largest whole numbers for keys, whose bits would be NaN as a double", () => {
    const { isMissing } = of([[2n ** 63n - 1n, -(2n ** 63n)], new Int64()] as never)
    expect(Array.from(isMissing)).toEqual([0, 0])
  })

  it("are all different for a hundred thousand keys", async () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => i)
    const { hashes } = await memoryDataset({
      a: keys.map((i) => i % 317),
      b: keys.map((i) => Math.floor(i / 317)),
    }).keyHashes(["a", "b"])
    expect(new Set(new BigUint64Array(hashes.slice().buffer)).size).toBe(100_000)
  })
})
