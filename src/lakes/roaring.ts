/** Deleted rows as Delta Lake and Iceberg keep them: 64-bit roaring bitmaps, each container an array, a bitmap or runs. */

/** What a vector of deleted rows begins with. */
const vectorMagic = 1_681_511_377

/**
 * The rows of a deletion vector, ascending; throws RangeError or Error for bytes that are none. `bytes` starts with the magic number.
 * Source: the Delta protocol, "Deletion Vector Format", and the specification of roaring bitmaps (portable format).
 */
export function deletedRows(bytes: Buffer): Uint32Array {
  if (bytes.readUInt32LE(0) !== vectorMagic) throw new Error("it does not begin as a deletion vector does")
  const high = Number(bytes.readBigUInt64LE(4))
  const rows: number[] = []
  let at = 12
  for (let i = 0; i < high; i++) {
    if (bytes.readUInt32LE(at) !== 0) throw new Error("it deletes rows beyond 2^32")
    at = readBitmap(bytes, at + 4, rows)
  }
  return Uint32Array.from(rows)
}

const withRuns = 12_347
const withoutRuns = 12_346
const container = 65_536
const mostInArray = 4096
/** From so many containers on their places are written even where there are runs. */
const placesFrom = 4

interface Container {
  base: number
  count: number
  isRuns: boolean
}

/** Adds the numbers of one 32-bit bitmap; gives where it ends. */
function readBitmap(bytes: Buffer, start: number, rows: number[]): number {
  const { containers, at: body } = readContainers(bytes, start)
  let at = body
  for (const each of containers) {
    if (each.isRuns) at = readRuns(bytes, at, each, rows)
    else if (each.count > mostInArray) at = readBits(bytes, at, each, rows)
    else at = readArray(bytes, at, each, rows)
  }
  return at
}

function readContainers(bytes: Buffer, start: number): { containers: Container[]; at: number } {
  const cookie = bytes.readUInt32LE(start)
  const hasRuns = (cookie & 0xffff) === withRuns
  if (!hasRuns && cookie !== withoutRuns) throw new Error("it holds no roaring bitmap")
  const count = hasRuns ? (cookie >>> 16) + 1 : bytes.readUInt32LE(start + 4)
  const flags = hasRuns ? start + 4 : null
  const keys = hasRuns ? start + 4 + Math.ceil(count / 8) : start + 8
  if (keys + 4 * count > bytes.length) throw new Error("it announces more than it holds")
  const containers = Array.from({ length: count }, (_, i) => ({
    base: bytes.readUInt16LE(keys + 4 * i) * container,
    count: bytes.readUInt16LE(keys + 4 * i + 2) + 1,
    isRuns: flags !== null && ((bytes[flags + (i >> 3)] >> (i & 7)) & 1) === 1,
  }))
  const places = hasRuns && count < placesFrom ? 0 : 4 * count
  return { containers, at: keys + 4 * count + places }
}

function readRuns(bytes: Buffer, start: number, { base }: Container, rows: number[]): number {
  const runs = bytes.readUInt16LE(start)
  for (let i = 0; i < runs; i++) {
    const first = bytes.readUInt16LE(start + 2 + 4 * i)
    const more = bytes.readUInt16LE(start + 4 + 4 * i)
    for (let row = first; row <= first + more; row++) rows.push(base + row)
  }
  return start + 2 + 4 * runs
}

function readBits(bytes: Buffer, start: number, { base }: Container, rows: number[]): number {
  for (let at = 0; at < container / 8; at++) {
    const byte = bytes.readUInt8(start + at)
    for (let bit = 0; byte >> bit > 0; bit++) if ((byte >> bit) & 1) rows.push(base + 8 * at + bit)
  }
  return start + container / 8
}

function readArray(bytes: Buffer, start: number, { base, count }: Container, rows: number[]): number {
  for (let i = 0; i < count; i++) rows.push(base + bytes.readUInt16LE(start + 2 * i))
  return start + 2 * count
}
