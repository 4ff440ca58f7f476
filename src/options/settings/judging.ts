/** How columns are judged. */
import { columnTypes, type ColumnType } from "../../model.js"
import { corrections, policies } from "../policies.js"
import type { Settings } from "../setting.js"
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
  min_rows: {
    takes: count,
    flag: "--min-rows <n>",
    help: "rows needed on each side for a verdict",
    default: 30,
    field: "minRows",
  },
} as const satisfies Settings

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
