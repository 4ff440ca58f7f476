/** How columns are judged. */
import { UsageError } from "../../errors.js"
import { columnTypes, type ColumnType } from "../../model.js"
import { corrections, policies } from "../policies.js"
import type { Origin, Settings } from "../setting.js"
import {
  aboveZero,
  asIs,
  count,
  countFrom,
  key,
  names,
  oneOf,
  oneOrMore,
  onOff,
  share,
  takes,
  milliseconds,
  timeSpan,
  type Valibot,
} from "../takes.js"
import { defined, list } from "../values.js"

/** Types of columns that a method can judge; the others are profiled. */
export const judgedTypes = ["numeric", "categorical", "boolean", "text"] as const satisfies readonly ColumnType[]

/** One method for every column of a type. */
export interface TypeOptions {
  method: string
  threshold?: number
}

const policyIds = Object.keys(policies)

export const judging = {
  policy: {
    // What there is not is refused by the run, with what was meant.
    takes: takes((v) => v.string(), { read: asIs, choices: policyIds }),
    flag: "--policy <id>",
    help: "how columns are judged",
    about: "How columns are judged: `calibrated`, `classic` or `evidently`",
    default: "calibrated",
    field: "policy",
    replaces: ["method", "methods", "threshold"],
  },
  correction: {
    takes: oneOf(corrections),
    flag: "--correction <id>",
    help: "p-values for many columns",
    about: "How p-values are adjusted for many columns",
    otherwise: "the policy's",
    field: "correction",
  },
  method: {
    takes: oneOrMore,
    flag: "--method <id,…>",
    help: "judge by these methods instead: a column takes the first that serves its type",
    about: "Methods that judge instead of the policy: a column takes the first that serves its type",
    field: "methods",
    as: list,
    replaces: ["methods", "threshold"],
  },
  threshold: {
    takes: aboveZero,
    flag: "--threshold <n>",
    help: "threshold of the one --method",
    about: "The threshold of the one `method`",
    otherwise: "the method's own",
    field: "threshold",
  },
  methods: {
    takes: takes(methodsByType, { mapping: "keys" }),
    about: "A method, or a method with its threshold, for every column of a type",
    field: "perType",
    as: typeOptions,
  },
  measure: {
    takes: names,
    flag: "--measure <id,…>",
    help: "methods to measure beside the usual ones, or all",
    about: "Methods to measure beside the usual ones; `all`: every one",
    default: [],
    field: "measure",
  },
  multivariate: {
    takes: onOff,
    flag: "--multivariate",
    help: "look at all columns together as well (takes some seconds more)",
    about: "Whether all columns are looked at together as well",
    default: false,
    field: "multivariate",
  },
  drift_share: {
    takes: share,
    flag: "--drift-share <n>",
    help: "dataset drift from this share of drifted columns on",
    about: "The data set drifts from this share of drifted columns on",
    otherwise: "the policy's, 0.3",
    field: "driftShare",
  },
  max_drifted: {
    takes: countFrom(0),
    flag: "--max-drifted <n>",
    help: "dataset drift from one drifted column more on, whatever the share",
    about: "The most columns that may drift before the data set does, whatever their share",
    otherwise: "any number",
    field: "maxDrifted",
  },
  periods: {
    takes: takes(periods, { mapping: "keys" }),
    flag: "--no-periods",
    help: "do not hold current to the reference's own days",
    about:
      "How current is held to the reference's own days, where it is as short as one and rows have times; `off`: not at all",
    otherwise: "held to them by --timestamp, or by the only time column that fits",
    field: "periods",
    as: periodOptions,
  },
  timezone: {
    takes: takes((v) => v.string(), { read: readTimeZone }),
    flag: "--timezone <name>",
    help: "where days begin and end, such as Europe/Berlin",
    otherwise: "the time column's own, or UTC",
    inFile: false,
    field: "timezone",
  },
  reference_last: {
    takes: timeSpan,
    flag: "--reference-last <time>",
    help: "compare with the reference's last 30d (or 12h, 8w) before current alone",
    about: "How much of the reference is compared with, by its times: its last `30d` (`12h`, `8w`) before current",
    otherwise: "all of it",
    field: "referenceLast",
    as: milliseconds,
  },
  min_rows: {
    takes: count,
    flag: "--min-rows <n>",
    help: "rows needed on each side for a verdict",
    default: 30,
    field: "minRows",
  },
} as const satisfies Settings

/** How current is held to the reference's own days. */
export interface PeriodOptions {
  on: boolean
  /** How often an unchanged period may be called drifted, above 0 and below 1. */
  falseAlarm: number
  /** IANA name; null: the time column's own, or UTC. */
  timezone: string | null
  /** Days of the reference that are left out, as "2013-03-08". */
  except: readonly string[]
}

function periods(v: Valibot) {
  const day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/))
  return v.union([
    v.literal(false),
    v.literal("off"),
    v.strictObject({
      false_alarm: key(
        v,
        v.pipe(v.number(), v.gtValue(0), v.maxValue(0.5)),
        "How often an unchanged night may be called drifted, over all columns.",
        { default: 0.01 },
      ),
      timezone: key(v, v.string(), "Where days begin and end: the name of a time zone, such as `Europe/Berlin`."),
      except: key(
        v,
        v.array(day),
        "Days of the reference to leave out, because they were not ordinary: `[2013-03-08]`.",
      ),
    }),
  ])
}

type PeriodConfig =
  false | "off" | { false_alarm?: number | undefined; timezone?: string | undefined; except?: string[] | undefined }

function periodOptions(config: PeriodConfig = {}, origin: Origin): PeriodOptions {
  const on = config !== false && config !== "off"
  const said: Exclude<PeriodConfig, false | "off"> = on ? config : {}
  if (said.timezone !== undefined && !isTimeZone(said.timezone))
    throw new UsageError(`${origin("timezone")}: there is no time zone ${JSON.stringify(said.timezone)}`, {
      hint: "names are such as Europe/Berlin or UTC",
    })
  return { on, falseAlarm: said.false_alarm ?? 0.01, timezone: said.timezone ?? null, except: said.except ?? [] }
}

function readTimeZone(text: string): string {
  if (isTimeZone(text)) return text
  throw new UsageError("It takes the name of a time zone, such as Europe/Berlin or UTC.")
}

/** Whether there is such a time zone. */
function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).format() !== ""
  } catch {
    return false
  }
}

function methodsByType(v: Valibot) {
  const description = "The method's id; `driftcheck methods` lists all that serve the type."
  const method = v.strictObject({
    method: v.pipe(v.string(), v.metadata({ description })),
    threshold: key(v, aboveZero.schema(v), "The method's threshold (default: its own)."),
  })
  return v.strictObject(v.entriesFromList(judgedTypes, v.optional(v.union([v.string(), method]))))
}

type TypeConfig = string | { method: string; threshold?: number | undefined } | undefined

function typeOptions(methods: Partial<Record<ColumnType, TypeConfig>> = {}): ReadonlyMap<ColumnType, TypeOptions> {
  return new Map(
    columnTypes.flatMap((type) => {
      const chosen = methods[type]
      if (chosen === undefined) return []
      return [[type, typeof chosen === "string" ? { method: chosen } : defined(chosen)]]
    }),
  )
}
