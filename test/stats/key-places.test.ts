import { describe, expect, it } from "vitest"
import { KeyPlaces } from "../../src/stats/key-places.js"
import { randomNumbers } from "../../src/stats/random.js"

const hashesOf = (keys: readonly (readonly [number, number])[]) => Uint32Array.from(keys.flat())

describe("places of keys", () => {
  it("finds each key, tells keys apart that differ in one half, and knows which are not there", () => {
    const places = new KeyPlaces(
      hashesOf([
        [7, 1],
        [7, 2],
        [8, 1],
      ]),
    )
    expect([places.placeOf(7, 1), places.placeOf(7, 2), places.placeOf(8, 1)]).toEqual([0, 1, 2])
    expect(places.placeOf(8, 2)).toBe(-1)
    expect(places.repeated).toBeNull()
  })

  it("names the first pair that repeats, and counts all repeats", () => {
    const places = new KeyPlaces(
      hashesOf([
        [1, 1],
        [2, 2],
        [3, 3],
        [2, 2],
        [1, 1],
        [2, 2],
      ]),
    )
    expect(places.repeated).toEqual({ first: 1, again: 3 })
    expect(places.repeats).toBe(3)
    expect(places.placeOf(2, 2)).toBe(1)
  })

  it("holds no key of an empty table", () => {
    expect(new KeyPlaces(new Uint32Array(0)).placeOf(0, 0)).toBe(-1)
  })

  it("agrees with a Map on 20,000 keys whose low halves collide often", () => {
    const next = randomNumbers(18)
    const keys = Array.from({ length: 20_000 }, () => [Math.floor(next() * 500), Math.floor(next() * 2 ** 32)] as const)
    const expected = new Map<string, number>()
    keys.forEach((key, place) => expected.set(String(key), expected.get(String(key)) ?? place))
    const places = new KeyPlaces(hashesOf(keys))
    expect(keys.every((key) => places.placeOf(key[0], key[1]) === expected.get(String(key)))).toBe(true)
    expect(places.repeats).toBe(keys.length - expected.size)
  })
})
