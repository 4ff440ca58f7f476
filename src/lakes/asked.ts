import { InputError, UsageError } from "../errors.js"

/** Which version of a table is asked for; neither: the newest. */
export interface AskedVersion {
  version?: string | undefined
  /** An instant or a day, as ISO 8601 writes them: the version that was there then. */
  timestamp?: string | undefined
}

/** The instant in milliseconds since 1970; of a day its end, as the table then was. Times without a zone are UTC's. Throws UsageError. */
export function instantAsked(text: string): number {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text.trim())
  const [day, time, zone] = [found?.[1], found?.at(2), found?.at(3)]
  const at = Date.parse(time === undefined ? `${day}T23:59:59.999Z` : `${day}T${time}${zone ?? "Z"}`)
  if (found !== null && !Number.isNaN(at)) return at
  throw new UsageError(`timestamp=${text} is no instant`, {
    hint: "2026-11-28 (the end of that day, UTC), 2026-11-28T06:00:00Z or 2026-11-28T06:00:00+01:00.",
  })
}

/** The newest of these versions that was there at an instant. `versions`: ascending. Throws InputError where the first is younger. */
export function versionAt<V extends { at: number }>(versions: readonly V[], asked: string, path: string): V {
  const at = instantAsked(asked)
  const found = versions.findLast((version) => version.at <= at)
  if (found !== undefined) return found
  const first = versions.at(0)
  throw new InputError(`${path}: no version of the table is as old as ${asked}`, {
    hint: first === undefined ? undefined : `The oldest that is still known is of ${new Date(first.at).toISOString()}.`,
  })
}
