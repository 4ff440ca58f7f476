import { loadReporters } from "../registry.js"

const reporters = await loadReporters()
const ids = Array.from(reporters.keys())

/** Where no other is asked for. */
export const defaultFormat = "table"

/** What stdout may carry: the default, every reporter that stdout takes, or nothing. */
export const formats: readonly string[] = [
  defaultFormat,
  ...ids.filter((id) => id !== defaultFormat && reporters.get(id)?.meta.stdout === true),
  "none",
]

/** What each reporter writes that has a flag `--<id> FILE` and a key `outputs.<id>`, by its id. */
export const fileReporters: ReadonlyMap<string, string> = new Map(
  Array.from(reporters).flatMap(([id, { meta }]) => (meta.file === null ? [] : [[id, meta.file]])),
)

/** The files that are named for reporters, by the reporter's id. */
export function filesIn(named: object): Map<string, string> {
  const paths = Object.entries(named as Record<string, unknown>)
  return new Map(
    paths.filter((entry): entry is [string, string] => fileReporters.has(entry[0]) && typeof entry[1] === "string"),
  )
}
