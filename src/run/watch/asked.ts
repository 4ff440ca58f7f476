/** What the command line and the configuration ask of a watch. */
import { sumsNeeded } from "../../columns/column-sums.js"
import { UsageError } from "../../errors.js"
import type { Dataset, NamedRole } from "../../model.js"
import { findRoles } from "../../options/find-roles.js"
import type { Registry } from "../../registry.js"
import type { Mapping } from "../../streams/record.js"
import type { Tallied } from "../../streams/tally.js"
import type { WindowRule } from "../../streams/windows.js"
import type { Given } from "../command.js"
import type { RunSettings } from "../run-settings.js"
import { versionsNeed } from "./facts.js"

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

/** What a window holds unless it is said: with all that is made of it, the process stays below 1 GB (docs/stream.md). */
const usualMost = { records: 1_000_000, bytes: 256 * 2 ** 20 }

/** When a window is full, and what it holds. Throws UsageError for settings that do not go together. */
export function ruleOf({ flags: { rows, every, lateness, sample } }: Given, { settings }: RunSettings): WindowRule {
  if (typeof lateness === "number" && typeof every !== "number")
    throw new UsageError("--lateness goes with --every: windows by rows take records as they come")
  const mostRows = settings.values.stream?.max_rows
  return {
    rows: typeof rows === "number" ? rows : typeof every === "number" ? null : 10_000,
    every: typeof every === "number" ? every : null,
    lateness: typeof lateness === "number" ? lateness : typeof every === "number" ? every / 10 : 0,
    sample: typeof sample === "number" ? sample : 1,
    most: mostRows === undefined ? usualMost : { records: mostRows, bytes: Infinity },
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

/** What is told of all records of a window that holds a sample of them: all that metrics need of it, and the versions of the model. */
export function talliedOf({ options: { roles } }: RunSettings, { metrics }: Registry, { timestamp }: Mapping): Tallied {
  const needs = Array.from(metrics.values(), ({ meta }) => sumsNeeded(meta.needs)).filter((each) => each !== null)
  const usual = new Map<string, NamedRole>([[timestamp, "timestamp"], ["model_version", "model_version"], ...roles])
  return {
    needs: [...needs, versionsNeed],
    // What a column's values are is seen when it is read: here it may be any.
    rolesOf: (name) =>
      roleKinds.flatMap((kind) =>
        findRoles([{ name, storageType: kind, kind, integer: false }], usual).map(({ role }) => role),
      ),
  }
}

const roleKinds = ["number", "boolean", "string", "datetime"] as const
