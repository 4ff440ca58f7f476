import { expect, test } from "vitest"
import { decompressSnappy } from "../../../src/sources/shared/snappy.js"
import { random } from "../../helpers/random.js"

const unpacked = (size: number, ...block: (number | string)[]) => {
  const out = new Uint8Array(size)
  const bytes = block.flatMap((part) => (typeof part === "string" ? Array.from(Buffer.from(part)) : [part]))
  decompressSnappy(Uint8Array.from(bytes), out)
  return Buffer.from(out).toString()
}

test("literals of every way to say their length are copied", () => {
  expect(unpacked(3, 3, 2 << 2, "abc")).toBe("abc")
  const long = "0123456789".repeat(7)
  expect(unpacked(70, 70, 60 << 2, 69, long)).toBe(long)
  const longer = "0123456789".repeat(30)
  expect(unpacked(300, 0xac, 2, 61 << 2, 43, 1, longer)).toBe(longer)
  expect(unpacked(300, 0xac, 2, 62 << 2, 43, 1, 0, longer)).toBe(longer)
  expect(unpacked(300, 0xac, 2, 63 << 2, 43, 1, 0, 0, longer)).toBe(longer)
})

test("copies reach back by one, two and four bytes of offset, and may repeat what they write", () => {
  expect(unpacked(8, 8, 3 << 2, "abcd", 1, 4)).toBe("abcdabcd")
  expect(unpacked(8, 8, 1 << 2, "ab", (2 << 2) | 1, 2)).toBe("abababab")
  expect(unpacked(7, 7, 3 << 2, "abcd", (2 << 2) | 2, 3, 0)).toBe("abcdbcd")
  expect(unpacked(7, 7, 3 << 2, "abcd", (2 << 2) | 3, 4, 0, 0, 0)).toBe("abcdabc")
  const far = "x".repeat(299) + "y"
  expect(unpacked(304, 0xb0, 2, 61 << 2, 43, 1, far, (1 << 5) | 1, 44)).toBe(`${far}xxxx`)
})

test("damage is refused", () => {
  expect(() => unpacked(3, 3, 3 << 2, "abc")).toThrow("Snappy literals do not fit")
  expect(() => unpacked(2, 2, 2 << 2, "abc")).toThrow("Snappy literals do not fit")
  expect(() => unpacked(9, 9, 3 << 2, "abcd", 1)).toThrow("end inside a copy")
  expect(() => unpacked(8, 8, 3 << 2, "abcd", 1, 5)).toThrow("a Snappy copy does not fit")
  expect(() => unpacked(8, 8, 3 << 2, "abcd", 1, 0)).toThrow("a Snappy copy does not fit")
  expect(() => unpacked(7, 7, 3 << 2, "abcd", 1, 4)).toThrow("a Snappy copy does not fit")
  expect(() => unpacked(9, 9, 3 << 2, "abcd", 1, 4)).toThrow("hold 8 bytes, 9 were announced")
  expect(() => unpacked(1, 1)).toThrow("hold 0 bytes, 1 were announced")
})

test("any mixture of short literals and copies is unpacked, up to the last byte and no further", () => {
  const next = random(9)
  const upTo = (most: number) => 1 + Math.floor(next() * most)
  for (let run = 0; run < 300; run++) {
    const text: number[] = []
    const tags: number[] = []
    for (let i = upTo(12); i > 0; i--) {
      if (text.length === 0 || next() < 0.5) {
        const literal = Array.from({ length: upTo(60) }, () => upTo(255))
        tags.push((literal.length - 1) << 2, ...literal)
        text.push(...literal)
      } else {
        const [offset, length] = [upTo(Math.min(text.length, next() < 0.5 ? 5 : 200)), upTo(64)]
        tags.push(((length - 1) << 2) | 2, offset & 255, offset >> 8)
        for (let k = 0; k < length; k++) text.push(text[text.length - offset])
      }
    }
    const size = text.length < 128 ? [text.length] : [(text.length & 127) | 128, text.length >> 7]
    const room = new Uint8Array(text.length + 8).fill(7)
    decompressSnappy(Uint8Array.from([...size, ...tags]), room.subarray(4, text.length + 4))
    expect(Buffer.from([7, 7, 7, 7, ...text, 7, 7, 7, 7]).equals(room)).toBe(true)
  }
})
