/** A setting is one row of a table in settings/: from it come the flag, the key of the configuration, help, docs and the option. */
import type { GenericSchema, InferOutput } from "valibot"
import type { Takes } from "./takes.js"

/** A flag of the command line. */
export interface Flag {
  /** As help shows it: "-o, --output <dir>"; "--no-github" says false. */
  flag?: string
  /** The flag that says false, where another one says more. */
  off?: { flag: string; help: string }
  /** After the flag in the help, lower case, without a full stop; the words of `choices` and the default are added. */
  help?: string
  takes: Takes
  /** What holds where nobody says anything. */
  default?: unknown
  /** The same in words, where it depends on something else: "the policy's, 0.3". */
  otherwise?: string
}

/** A row. Its name is its key in the configuration; "outputs.html" is a key below `outputs`. */
export interface Setting extends Flag {
  /** What the key means, for docs/configuration.md and editors; without it `help` says it. */
  about?: string
  /** false: the setting belongs to one run or terminal, and has no key in the configuration. */
  inFile?: false
  /** The field of CompareOptions. Without a default it is null. */
  field?: string
  /** Makes the field's value of what the configuration holds; `origin` tells where an item was written. */
  as?: (value: never, origin: Origin) => unknown
  /** The field of ReadOptions: how files are read. */
  reads?: string
  /** Whether it names the columns of a role, which is called as the key. */
  role?: true
  /** Whether it names columns: a wrong name is reported with its place in the file. */
  namesColumns?: true
  /** Keys of the file that no longer hold when the flag is given. */
  replaces?: readonly string[]
  /** What a switch says: another key's value, whatever else is said of that key. */
  sets?: { key: string; value: unknown }
  /** Added to the hint when the flag is given a word that it does not know. */
  hint?: string
}

export type Settings = Readonly<Record<string, Setting>>

/** Where the value at this place below the key was written: "driftcheck.yaml:12:5". */
export type Origin = (...below: (string | number)[]) => string

type ValueOf<R> = R extends { takes: Takes<infer S extends GenericSchema> } ? InferOutput<S> : never

/** The keys that rows give a configuration, all of them optional. */
export type ConfigOf<Rows> = {
  -readonly [
    K in keyof Rows as Rows[K] extends { inFile: false } ? never : K extends `${string}.${string}` ? never : K
  ]?: ValueOf<Rows[K]> | undefined
}

/** The keys below `Above`, by their last part. */
export type ConfigBelow<Rows, Above extends string> = {
  -readonly [K in keyof Rows as K extends `${Above}.${infer Name}` ? Name : never]?: ValueOf<Rows[K]> | undefined
}

/** The fields that rows give CompareOptions. */
export type OptionsOf<Rows> = {
  -readonly [K in keyof Rows as Rows[K] extends { field: infer Field extends string } ? Field : never]: FieldOf<Rows[K]>
}

type FieldOf<R> = R extends { as: (value: never, origin: Origin) => infer Made }
  ? Made
  : R extends { default: unknown }
    ? Frozen<ValueOf<R>>
    : Frozen<ValueOf<R>> | null

/** A list that nobody changes. */
export type Frozen<T> = T extends readonly (infer Item)[] ? readonly Item[] : T
