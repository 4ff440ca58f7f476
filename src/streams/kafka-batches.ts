import type * as Client from "@platformatic/kafka"

export type Batch = ReturnType<typeof Client.readRecordsBatch>

/** A transaction that was given up: its producer, and the offset of its first record. */
export interface Aborted {
  producerId: bigint
  firstOffset: bigint
}

/** What a broker sent of one partition. */
export interface Packed {
  bytes: Buffer
  /** The first offset that was asked for, and the end of what was safely stored when the broker began to answer. */
  from: bigint
  to: bigint
}

/**
 * A batch begins with its first offset and the length of the rest; then come, at these places, the format's version and a sum over all
 * that follows it. Source: Kafka's DefaultRecordBatch.
 */
const [lengthAt, headBytes, versionAt, sumAt, summedAt, leastBytes] = [8, 12, 16, 17, 21, 61]
const version = 2
const codecs = ["none", "gzip", "snappy", "lz4", "zstd"]

/** What an answer holds of a partition. */
export interface Unpacked {
  batches: Batch[]
  /** Why what follows them cannot be read; null where it can, or nothing follows. */
  fault: Error | null
  /** That the next batch ends behind the end that the answer names; it may have been written meanwhile. */
  ahead: Error | null
}

/**
 * Batches, unpacked, in order, up to one that cannot be read. The client would take what damaged bytes say: each batch is held to its sum
 * and its place first.
 */
export function batchesOf(client: typeof Client, { bytes, from, to }: Packed): Unpacked {
  const batches: Batch[] = []
  let next = from
  for (let at = 0; at < bytes.length;)
    try {
      const end = endOf(bytes, at)
      // An answer may end within a batch, but for its first: the next one begins with it.
      if (end > bytes.length && batches.length > 0) break
      if (end < at + leastBytes || end > bytes.length)
        throw new Error(`it says that it has ${end - at} bytes, and there are ${bytes.length - at}`)
      const batch = batchOf(client, bytes.subarray(at, end))
      const last = lastOf(batch)
      const place = new Error(`it says that it ends at offset ${last}`)
      if (last < next) throw place
      if (last >= to) return { batches, fault: null, ahead: place }
      batches.push(batch)
      next = last + 1n
      at = end
    } catch (error) {
      return { batches, fault: error as Error, ahead: null }
    }
  return { batches, fault: null, ahead: null }
}

/** The offset of a batch's last record. */
export const lastOf = ({ firstOffset, lastOffsetDelta }: Batch): bigint => firstOffset + BigInt(lastOffsetDelta)

/** Where the batch ends that begins there, as it says itself. */
const endOf = (bytes: Buffer, at: number): number =>
  at + headBytes + (at + headBytes > bytes.length ? leastBytes : bytes.readInt32BE(at + lengthAt))

function batchOf(client: typeof Client, bytes: Buffer): Batch {
  const found = bytes.readInt8(versionAt)
  if (found !== version) throw new Error(`it is of version ${found} of the format, and version ${version} is read`)
  if (client.crc32c(bytes.subarray(summedAt)) !== bytes.readUInt32BE(sumAt))
    throw new Error("its bytes do not agree with their checksum")
  const codec = bytes.readInt16BE(summedAt) & 7
  if (codec >= codecs.length) throw new Error(`it is packed with codec ${codec}, which is not known`)
  try {
    return client.readRecordsBatch(client.Reader.from(bytes))
  } catch (cause) {
    const how = codec === 0 ? "its records cannot be read" : `it is packed with ${codecs[codec]} and cannot be unpacked`
    throw new Error(`${how}: ${(cause as Error).message}`, { cause })
  }
}

/** Batches that a broker writes itself: ends of transactions. */
const isControl = ({ attributes }: Batch) => (attributes & 0x20) !== 0
const isTransactional = ({ attributes }: Batch) => (attributes & 0x10) !== 0
const isAbort = ({ records }: Batch) => records.at(0)?.key?.readInt16BE(2) === 0

/**
 * The same batches, without the records of those that hold none of a user's: ends of transactions, and transactions that were given up.
 * Source: KIP-98; a transaction may end in a later answer than it began.
 */
export function committed(batches: readonly Batch[], aborted: readonly Aborted[]): Batch[] {
  const waiting = aborted.toSorted((a, b) => Number(a.firstOffset - b.firstOffset))
  const open = new Set<bigint>()
  return batches.map((batch) => {
    while (waiting.length > 0 && waiting[0].firstOffset <= lastOf(batch)) open.add(waiting.splice(0, 1)[0].producerId)
    if (isControl(batch)) {
      if (isAbort(batch)) open.delete(batch.producerId)
      return { ...batch, records: [] }
    }
    return isTransactional(batch) && open.has(batch.producerId) ? { ...batch, records: [] } : batch
  })
}
