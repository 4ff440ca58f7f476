/** Protocol Buffers' wire format, as far as Spark Connect's messages need it. Source: protobuf.dev/programming-guides/encoding */

/** A field of a message: a text, bytes, another message, or a whole number; null leaves it out. */
export type Field = readonly [number: number, value: string | number | Uint8Array | null]

/** A field as it came: a number, or bytes. */
export type Found = readonly [number: number, value: number | Uint8Array]

const lengthDelimited = 2

/** The bytes of a message of these fields. */
export function message(...fields: readonly Field[]): Uint8Array {
  const parts = fields.flatMap(([number, value]): Uint8Array[] => {
    if (value === null) return []
    if (typeof value === "number") return [varint(number * 8), varint(value)]
    const bytes = typeof value === "string" ? Buffer.from(value) : value
    return [varint(number * 8 + lengthDelimited), varint(bytes.length), bytes]
  })
  return Buffer.concat(parts)
}

/** A whole number in [0, 2^53) in groups of seven bits, the lowest first. */
function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Uint8Array.from([...bytes, rest])
}

/** The fields of a message in the order they came; numbers of fixed width are left out. Throws RangeError where it is cut off. */
export function fieldsOf(bytes: Uint8Array): Found[] {
  const found: Found[] = []
  let place = 0
  const number = () => {
    for (let [value, scale] = [0, 1]; ; scale *= 128) {
      const byte = bytes[place++]
      if (place > bytes.length) throw new RangeError("a message that ends too early")
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  while (place < bytes.length) {
    const key = number()
    const [field, type] = [Math.floor(key / 8), key % 8]
    if (type === 0) found.push([field, number()])
    else if (type === lengthDelimited) {
      const length = number()
      if (place + length > bytes.length) throw new RangeError("a message that ends too early")
      found.push([field, bytes.subarray(place, place + length)])
      place += length
    } else place += type === 1 ? 8 : 4
  }
  return found
}

/** The bytes of a field, of its last occurrence; null without. */
export const bytesIn = (found: readonly Found[], field: number): Uint8Array | null =>
  (found.findLast(([number, value]) => number === field && typeof value !== "number")?.[1] as Uint8Array | null) ?? null

/** The text of a field; null without. */
export function textIn(found: readonly Found[], field: number): string | null {
  const bytes = bytesIn(found, field)
  return bytes === null ? null : Buffer.from(bytes).toString("utf8")
}
