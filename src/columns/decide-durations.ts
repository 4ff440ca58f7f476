import type { ColumnInfo, Reading, SideEvidence } from "../model.js"
import type { Found } from "./reading.js"

/** How many of a stored duration make a second; null for any other column, and for one of seconds. */
function perSecond({ storageType }: ColumnInfo): number | null {
  const unit = /^duration\[(ms|us|ns)\]$/.exec(storageType)?.[1]
  return unit === undefined ? null : { ms: 1e3, us: 1e6, ns: 1e9 }[unit as "ms" | "us" | "ns"]
}

export const isFineDuration = (info: ColumnInfo): boolean => perSecond(info) !== null

/** Durations of milliseconds and finer, read as seconds, in which two units can be compared; null where no side holds any. */
export function decideDurations(sides: readonly SideEvidence[]): Found | null {
  if (
    !sides.some(({ info }) => isFineDuration(info)) ||
    !sides.every(({ info }) => info.storageType.startsWith("duration["))
  )
    return null
  const readings = sides.map(({ info }): Reading | null => {
    const factor = perSecond(info)
    if (factor === null) return null
    return { how: { as: "seconds", perSecond: factor }, info: { ...info, storageType: "duration[s]", integer: false } }
  })
  return { readings, note: "durations, read as seconds" }
}
