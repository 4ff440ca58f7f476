import type { ColumnInfo } from "../../model.js"

/** The type that holds the values of both columns without loss, but for whole numbers among doubles; null where there is none. */
export function commonType(a: ColumnInfo, b: ColumnInfo): ColumnInfo | null {
  if (a.storageType === b.storageType && a.kind === b.kind) return a
  if (a.kind === "null") return { ...b, name: a.name }
  if (b.kind === "null") return a
  if (a.kind !== b.kind) return null
  const storageType = common(a, b)
  return storageType === null ? null : { ...a, storageType, integer: a.integer && b.integer }
}

function common(a: ColumnInfo, b: ColumnInfo): string | null {
  switch (a.kind) {
    case "string":
    case "binary":
      return a.kind
    case "number":
      return commonNumber(plain(a.storageType), plain(b.storageType))
    case "datetime":
      return commonDatetime(plain(a.storageType), plain(b.storageType))
    case "nested":
      // Those of JSON, which states no more than this.
      return a.storageType.includes("<") || b.storageType.includes("<") ? null : "json"
    default:
      return null
  }
}

function plain(storageType: string): string {
  return storageType.replace(/^dictionary<(.*)>$/, "$1")
}

const unsigned = /^uint\d+$/
const whole = /^u?int\d+$/

function commonNumber(a: string, b: string): string | null {
  if (a === b) return a
  const bothHold = (pattern: RegExp) => pattern.test(a) && pattern.test(b)
  if (bothHold(unsigned)) return "uint64"
  if (bothHold(whole)) return a === "uint64" || b === "uint64" ? null : "int64"
  return bothHold(/^(u?int\d+|float|double)$/) ? "double" : null
}

const units = ["s", "ms", "us", "ns"] as const

/** The finer unit; days become timestamps. Times with and without zone, or of two zones, have nothing in common. */
function commonDatetime(a: string, b: string): string | null {
  if (a === b) return a
  const [first, second] = [instantOf(a), instantOf(b)]
  if (first === null || second === null || first.zone !== second.zone) return null
  return `timestamp[${units[Math.max(first.unit, second.unit)]}${first.zone}]`
}

/** Unit and zone of a datetime type; days count as seconds, and date64 as milliseconds. */
export function instantOf(storageType: string): { unit: number; zone: string } | null {
  if (storageType === "date32[day]") return { unit: 0, zone: "" }
  if (storageType === "date64[ms]") return { unit: 1, zone: "" }
  const found = /^timestamp\[(s|ms|us|ns)(, tz=.*)?\]$/.exec(storageType)
  return found === null ? null : { unit: units.indexOf(found[1] as "s"), zone: found.at(2) ?? "" }
}
