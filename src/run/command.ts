/** What a command is: the default export of a file in commands/, whose name is the command's. */
import type { Command as Program } from "commander"
import type { FlagSetting } from "../config/settings.js"
import type { Flag } from "../options/setting.js"
import type { Io } from "./io.js"

/** Headings of the list of commands, in their order. */
export const commandGroups = ["Judge data:", "Prepare:", "Reports:", "About driftcheck:"] as const

/** Its file is loaded for `--help` too, so what it needs to run is imported inside `run`. */
export interface Command {
  group: (typeof commandGroups)[number]
  /** One line, lower case, without a full stop. */
  summary: string
  arguments: readonly Argument[]
  /** The settings that have a flag here: groups (see options/all-settings.ts) and single keys, in the order of the help. */
  settings?: readonly string[]
  /** What this command says otherwise of a setting's flag, by the setting's key. */
  words?: Readonly<Record<string, Partial<Flag>>>
  /** Flags of its own, by name; "hash-salt" is `hashSalt` in `run`. `heading`: where they stand in the help, if not first. */
  flags?: Readonly<Record<string, Flag & { heading?: string }>>
  examples?: readonly string[]
  /** What each exit code means, where it is not what the whole program says. */
  exitCodes?: Readonly<Partial<Record<0 | 1 | 2, string>>>
  /** Commands of its own, by name: "merge" in `driftcheck profile merge`. They inherit nothing. */
  subcommands?: Readonly<Record<string, Omit<Command, "group">>>
  /** Gives the exit code. Throws UsageError or InputError where there is no answer. */
  run(call: Call): Promise<number> | number
}

export interface Argument {
  /** "<reference>", "[id]" where it may be left out, "<files...>" for one or more. */
  name: string
  help: string
  /** The words that it takes; any text otherwise. */
  choices?: readonly string[]
}

/** What was typed after a command's name. */
export interface Call extends Given {
  /** As many as `arguments` says. */
  args: readonly string[]
  io: Io
  /** The whole program, for what describes it. */
  program: Program
}

/** What flags said; those that were not typed are absent. */
export interface Given {
  /** Settings that the configuration has a key for, in the order of their rows. */
  settings: readonly FlagSetting[]
  /** The others, by name in camel case, and flags of the command's own. */
  flags: Readonly<Record<string, unknown>>
}
