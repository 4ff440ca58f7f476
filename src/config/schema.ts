import * as v from "valibot"
import { fileSettings, type Config, type KeyedSetting } from "../options/all-settings.js"
import { capital } from "../words/format.js"

export type { ColumnConfig } from "../options/settings/columns.js"
export type { Config }

/** Top keys whose value holds those of several settings. */
export const parents: Readonly<Record<string, string>> = {
  labels: "Labels that came later than the predictions they belong to (docs/late-labels.md).",
  gate: "When `driftcheck gate` lets a challenger take the champion's place (docs/gate.md).",
  stream: "`driftcheck watch`: which fields of a record are what, and what a window holds (docs/stream.md).",
  alerts: "`driftcheck alert`: rules over the figures of each run, and where messages about them go (docs/alerts.md).",
  decide: "`driftcheck decide`: what a decision rests on, and what is run for it (docs/decide.md).",
  outputs: "Where reports go. Files and folders are named from the configuration's own folder.",
  inputs: "How each side is read, where they differ.",
}

/** Keys of the whole file, in their order. */
export const configKeys = Array.from(new Set(fileSettings.map(({ path }) => path[0])))

/** What a configuration file may say. Unknown keys are errors. */
export const configSchema = v.strictObject(
  Object.fromEntries(configKeys.map((key) => [key, entry(key)])),
) as unknown as v.GenericSchema<unknown, Config>

function entry(key: string): v.GenericSchema {
  const inside = fileSettings.filter(({ path }) => path[0] === key)
  if (!Object.hasOwn(parents, key)) return optional(inside[0])
  const entries = inside.map((setting) => [setting.path[1], optional(setting)])
  const schema = v.strictObject(Object.fromEntries(entries) as v.ObjectEntries)
  return v.optional(v.pipe(schema, v.metadata({ description: parents[key] })))
}

/** The setting's key with what it says, as the JSON Schema and docs/configuration.md show it. */
function optional(setting: KeyedSetting): v.GenericSchema {
  const description = aboutText(setting)
  const more = setting.default === undefined ? {} : { default: setting.default }
  return v.optional(v.pipe(setting.takes.schema(v), v.metadata({ description, ...more })))
}

/** A sentence; the default is part of it where it is no value. */
function aboutText({ about, help = "", otherwise, default: value }: KeyedSetting): string {
  const sentence = about ?? capital(help)
  return otherwise === undefined || value !== undefined ? `${sentence}.` : `${sentence} (default: ${otherwise}).`
}
