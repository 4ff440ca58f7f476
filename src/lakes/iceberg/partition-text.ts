/** As Avro holds it. */
export type PartitionValue = string | number | bigint | boolean | Buffer | null | undefined

/**
 * A partition's value as text: days and microseconds since 1970 as dates and times, decimals with their point. Null: missing. `type`: in
 * Arrow's words.
 */
export function partitionText(value: PartitionValue, type: string): string | null {
  if (value == null) return null
  if (type === "date32[day]") return new Date(Number(value) * 86_400_000).toISOString().slice(0, 10)
  if (type.startsWith("timestamp[")) return instantText(BigInt(String(value)), type.startsWith("timestamp[ns"))
  const scale = /^decimal128\(\d+, (\d+)\)$/.exec(type)?.[1]
  if (scale !== undefined && Buffer.isBuffer(value)) return decimalText(value, Number(scale))
  return Buffer.isBuffer(value) ? value.toString("latin1") : String(value)
}

function instantText(value: bigint, isNanoseconds: boolean): string {
  const perSecond = isNanoseconds ? 1_000_000_000n : 1_000_000n
  const fraction = ((value % perSecond) + perSecond) % perSecond
  const seconds = new Date(Number((value - fraction) / perSecond) * 1000).toISOString().slice(0, 19)
  return `${seconds}.${String(fraction).padStart(isNanoseconds ? 9 : 6, "0")}`
}

/** Bytes of a signed number, the highest first. */
function decimalText(bytes: Buffer, scale: number): string {
  const number = BigInt.asIntN(8 * bytes.length, BigInt(`0x${bytes.toString("hex") || "0"}`))
  const digits = String(number < 0n ? -number : number).padStart(scale + 1, "0")
  const point = digits.length - scale
  return `${number < 0n ? "-" : ""}${digits.slice(0, point)}${scale > 0 ? "." : ""}${digits.slice(point)}`
}
