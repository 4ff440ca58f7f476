/** What the command line and the configuration ask of a watch. */
import { UsageError } from "../../errors.js"
import type { Dataset } from "../../model.js"
import type { Mapping } from "../../streams/record.js"
import type { WindowRule } from "../../streams/windows.js"
import type { Given } from "../command.js"
import type { RunSettings } from "../run-settings.js"

/** The folder that keeps the windows. Throws UsageError where none is named. */
export function folderOf({ settings: { values } }: RunSettings): string {
  const folder = values.outputs?.folder
  if (typeof folder === "string") return folder
  throw new UsageError("watch needs --output, the folder that keeps the windows", { hint: "for example -o reports" })
}

/** Where records come from. Throws UsageError where it is not said. */
export function sourceOf({ flags: { from } }: Given): string {
  if (typeof from === "string") return from
  throw new UsageError("it is not said where records come from", {
    hint: "add --from - for standard input, or name a file, a folder or kafka://host:port/topic",
  })
}

/** When a window is full. Throws UsageError for settings that do not go together. */
export function ruleOf({ flags: { rows, every, lateness, sample } }: Given): WindowRule {
  if (typeof lateness === "number" && typeof every !== "number")
    throw new UsageError("--lateness goes with --every: windows by rows take records as they come")
  return {
    rows: typeof rows === "number" ? rows : typeof every === "number" ? null : 10_000,
    every: typeof every === "number" ? every : null,
    lateness: typeof lateness === "number" ? lateness : typeof every === "number" ? every / 10 : 0,
    sample: typeof sample === "number" ? sample : 1,
  }
}

/** Which fields of a record are what; `reference`: the data that windows are compared with. */
export function mappingOf({ settings: { values } }: RunSettings, { columns }: Dataset): Mapping {
  const { features = "features", id = "request_id", timestamp = "timestamp", columns: deeper } = values.stream ?? {}
  const prefix = `${features}.`
  return {
    ...{ features, id, timestamp },
    // Duplicates are dropped by it: as a column it says nothing more, unless the reference has it.
    ignored: new Set(columns.some(({ name }) => name === id) ? [] : [id]),
    prefix: columns.some(({ name }) => name.startsWith(prefix)) ? prefix : "",
    columns: new Map(Array.from(deeper ?? [], ([name, path]) => [name, path.split(".")])),
  }
}
