import { relative } from "node:path"
import type { CompareOptions } from "../options/options.js"
import { fileSettings, settings as rows } from "../options/all-settings.js"
import { didYouMean } from "../words/suggest.js"
import { findConfig } from "../config/find.js"
import { configOf, loadConfig, noConfig } from "../config/load.js"
import { compareOptions } from "../config/options.js"
import type { Units } from "../config/review.js"
import { mergeSettings, type FlagSetting, type Settings } from "../config/settings.js"
import { UsageError } from "../errors.js"
import type { Given } from "./command.js"

export interface RunSettings {
  settings: Settings
  options: CompareOptions
  /** Whether the configuration file was found, not named. */
  found: boolean
}

/** Flags beat --set, it beats the configuration file, the file beats the defaults. The file is the one named, or found from `cwd` upwards. */
export function runSettings({ settings: given, flags }: Given, cwd: string, units: Units): RunSettings {
  given.forEach(requireKnown)
  const found = flags.config === undefined ? findConfig(cwd) : null
  const path = typeof flags.config === "string" ? flags.config : found === null ? null : relative(process.cwd(), found)
  const said = typeof flags.set === "string" ? settingsIn(flags.set, units, "--set") : []
  const settings = mergeSettings(path === null ? noConfig : loadConfig(path, units), [...said, ...given])
  return { settings, options: compareOptions(settings), found: found !== null }
}

/**
 * What a text in YAML or JSON says, key by key, as flags would. Messages call the text `name` and its keys `flag` with the key. Throws
 * UsageError that lists every mistake.
 */
export function settingsIn(text: string, units: Units, name: string, flag = name): FlagSetting[] {
  const { config } = configOf(name, text, units)
  return fileSettings.flatMap(({ path, key }) => {
    const value = path.reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], config)
    return value === undefined ? [] : [{ path, value, flag: `${flag} ${key}` }]
  })
}

/** Throws UsageError for a word in a list that takes others. */
function requireKnown({ path, value, flag }: FlagSetting): void {
  const row = rows.find(({ key }) => key === path.join("."))
  const choices = row?.takes.choices
  if (choices === undefined || !Array.isArray(value)) return
  const unknown = (value as string[]).find((word) => !choices.includes(word))
  if (unknown === undefined) return
  const takes = `it takes ${choices.join(", ")}${row?.hint === undefined ? "" : `; ${row.hint}`}`
  throw new UsageError(`${flag} does not know ${JSON.stringify(unknown)}`, {
    hint: didYouMean(unknown, choices, takes),
  })
}
