/** What the model does, and how its predictions are held against the truth. */
import { chunkUnits, detectors, tasks, type ChunkUnit } from "../../model.js"
import { UsageError } from "../../errors.js"
import type { Settings } from "../setting.js"
import { asIs, count, finite, oneOf, openShare, readNames, takes } from "../takes.js"

export const performance = {
  task: {
    takes: oneOf(tasks),
    flag: "--task <id>",
    help: "what the model does",
    otherwise: "found from target and prediction",
    field: "task",
  },
  positive: {
    takes: takes((v) => v.union([v.string(), v.number(), v.boolean()]), { read: asIs }),
    flag: "--positive <value>",
    help: "the target's value that counts as positive",
    otherwise: "true, 1 or yes",
    field: "positive",
    as: textOf,
  },
  probabilities: {
    takes: takes((v) => v.map(v.string(), v.string()), { read: readProbabilities, mapping: "names" }),
    flag: "--probabilities <class=column,…>",
    help: "columns with the probability of each class",
    about: "The column with the probability of each class, by the class; they are predictions too",
    field: "probabilities",
  },
  decision_threshold: {
    takes: finite,
    flag: "--decision-threshold <n>",
    help: "from this score on a row is predicted positive, where no column says what was predicted",
    otherwise: "0.5 for probabilities",
    field: "decisionThreshold",
  },
  quantile: {
    takes: openShare,
    flag: "--quantile <n>",
    help: "predictions are of this quantile of the target: the pinball loss is measured",
    otherwise: "none",
    field: "quantile",
  },
  ranking_k: {
    takes: count,
    flag: "--ranking-k <n>",
    help: "how many items of each query count",
    default: 10,
    field: "rankingK",
  },
  min_labels: {
    takes: count,
    flag: "--min-labels <n>",
    help: "labelled rows needed for a figure of performance",
    default: 100,
    field: "minLabels",
  },
} as const satisfies Settings

/** How the model does in the order of time. */
export const inTime = {
  chunk: {
    takes: takes((v) => v.union([v.picklist(chunkUnits), v.pipe(v.number(), v.integer(), v.minValue(1))]), {
      read: readChunk,
      choices: chunkUnits,
    }),
    flag: "--chunk <size>",
    help: "estimate performance in chunks of so many rows, or of each",
    about:
      "Performance is estimated for each `hour`, `day`, `week`, `month`, or so many rows, and held to what the reference's own chunks reach",
    otherwise: "current as a whole",
    field: "chunk",
  },
  detector: {
    takes: oneOf(detectors),
    flag: "--detector <id>",
    help: "what looks for changes of the errors in the order of time",
    default: "adwin",
    field: "detector",
  },
} as const satisfies Settings

/** A unit of the calendar, or a number of rows. */
function readChunk(text: string): ChunkUnit | number {
  const unit = chunkUnits.find((each) => each === text)
  if (unit !== undefined) return unit
  const rows = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : NaN
  if (rows > 0) return rows
  throw new UsageError(`It takes ${chunkUnits.join(", ")} or a number of rows.`)
}

function textOf(value: string | number | boolean | null = null): string | null {
  return value === null ? null : String(value)
}

/** "cat=p_cat,dog=p_dog": what stands before the first = is the class. */
function readProbabilities(text: string, before: unknown): ReadonlyMap<string, string> {
  const pairs = readNames(text, undefined).map((pair) => {
    const at = pair.indexOf("=")
    if (at < 1 || at === pair.length - 1) throw new UsageError("It takes class=column, separated by commas.")
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
  return new Map([...((before as ReadonlyMap<string, string> | undefined) ?? []), ...pairs])
}
