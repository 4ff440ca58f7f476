/** Every setting there is, by group. */
import type { compareSettings } from "./options.js"
import type { ConfigBelow, ConfigOf, Setting, Settings } from "./setting.js"
import { alerts } from "./settings/alerts.js"
import { decide } from "./settings/decide.js"
import { columns } from "./settings/columns.js"
import { findings } from "./settings/findings.js"
import { gate } from "./settings/gate.js"
import { inputs, sides } from "./settings/inputs.js"
import { judging } from "./settings/judging.js"
import { labels } from "./settings/labels.js"
import { metrics } from "./settings/metrics.js"
import { folder, outputs } from "./settings/outputs.js"
import { inTime, performance } from "./settings/performance.js"
import { run } from "./settings/run.js"
import { stream } from "./settings/stream.js"
import { versions } from "./settings/versions.js"
import { traces } from "./settings/traces.js"

/** The tables by the name that a command calls them, in the order of docs/configuration.md; `heading` is that of their flags in the help. */
export const groups = {
  judging: { heading: "Judging:", rows: judging },
  columns: { heading: "Columns:", rows: columns },
  findings: { heading: "Findings:", rows: findings },
  metrics: { heading: "Findings:", rows: metrics },
  performance: { heading: "Model performance:", rows: performance },
  in_time: { heading: "Model performance:", rows: inTime },
  labels: { heading: "Labels:", rows: labels },
  gate: { heading: "Gate:", rows: gate },
  traces: { heading: "LLM traces:", rows: traces },
  folder: { heading: "Outputs:", rows: folder },
  outputs: { heading: "Outputs:", rows: outputs },
  inputs: { heading: "Inputs:", rows: inputs },
  sides: { heading: "Inputs:", rows: sides },
  versions: { heading: "Inputs:", rows: versions },
  alerts: { heading: "Alerts:", rows: alerts },
  decide: { heading: "Decisions:", rows: decide },
  stream: { heading: "Stream:", rows: stream },
  run: { heading: "Run:", rows: run },
} as const satisfies Record<string, { heading: string; rows: Settings }>

export type Group = keyof typeof groups

type OtherRows = typeof folder & typeof outputs & typeof inputs & typeof versions & typeof run
type Rows = typeof compareSettings & OtherRows

/** A row with its key and place. */
export interface KeyedSetting extends Setting {
  key: string
  /** The key's parts: ["outputs", "html"]. */
  path: readonly string[]
  group: Group
}

export const settings: readonly KeyedSetting[] = Object.entries(groups).flatMap(([group, { rows }]) =>
  Object.entries<Setting>(rows).map(([key, row]) => ({ ...row, key, path: key.split("."), group: group as Group })),
)

/** Those that the configuration has a key for. */
export const fileSettings = settings.filter(({ inFile }) => inFile !== false)

/** What a configuration may say. Below `outputs`, reporters have keys of their own. */
export type Config = ConfigOf<Rows> & {
  outputs?: Outputs | undefined
  labels?: ConfigBelow<typeof labels, "labels"> | undefined
  gate?: ConfigBelow<typeof gate, "gate"> | undefined
  stream?: ConfigBelow<typeof stream, "stream"> | undefined
  alerts?: ConfigBelow<typeof alerts, "alerts"> | undefined
  decide?: ConfigBelow<typeof decide, "decide"> | undefined
  inputs?: ConfigBelow<typeof sides, "inputs"> | undefined
}

export type Outputs = ConfigBelow<Rows, "outputs"> & { [reporter: string]: string | number | boolean | undefined }

/** Roles that a key names columns for. */
export const roleKeys = Object.entries<Setting>(columns).flatMap(([key, { role }]) =>
  role === true ? [key as RoleKey] : [],
)
type RoleKey = {
  [K in keyof typeof columns]: (typeof columns)[K] extends { role: true } ? K : never
}[keyof typeof columns]
