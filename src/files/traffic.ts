import type { Traffic } from "../model.js"

/** A count of bytes and requests that threads can share, at none. */
export function newTraffic(): SharedArrayBuffer {
  return new SharedArrayBuffer(16)
}

export function countTraffic(traffic: SharedArrayBuffer, { bytes = 0, requests = 0 }: Partial<Traffic>): void {
  const counts = new BigInt64Array(traffic)
  Atomics.add(counts, 0, BigInt(bytes))
  Atomics.add(counts, 1, BigInt(requests))
}

export function trafficOf(traffic: SharedArrayBuffer): Traffic {
  const counts = new BigInt64Array(traffic)
  return { bytes: Number(Atomics.load(counts, 0)), requests: Number(Atomics.load(counts, 1)) }
}
