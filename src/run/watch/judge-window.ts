import { ArrowDataset } from "../../datasets/arrow-dataset.js"
import type { Dataset, WindowFacts } from "../../model.js"
import type { TableSource } from "../../sources/source.js"
import type { NamedSource } from "../../streams/open-stream.js"
import type { StreamSource } from "../../streams/source.js"
import type { Mapping } from "../../streams/record.js"
import type { Tallied } from "../../streams/tally.js"
import type { ClosedWindow, WindowRule } from "../../streams/windows.js"
import type { Given } from "../command.js"
import type { Io } from "../io.js"
import type { Registry } from "../../registry.js"
import { runTask } from "../task.js"
import type { FolderIndex } from "./folder-index.js"
import { compareWindow } from "./compare-window.js"
import { factsOf, lineOf } from "./facts.js"

/** What stays the same from window to window. */
export interface Watch {
  path: string
  folder: string
  /** The configuration file; null for none. */
  config: string | null
  source: NamedSource
  reference: Dataset
  rule: WindowRule
  mapping: Mapping
  tallied: Tallied
  given: Given
  io: Io
  registry: Registry
  /** Whether no line is said of each window. */
  silent: boolean
  index: FolderIndex
}

/** Compares one window and keeps it as a run; gives its exit code and id. Null where another reader of the source counts its records. */
export async function judgeWindow(
  closed: ClosedWindow,
  watch: Watch,
  { commit }: Pick<StreamSource, "commit">,
): Promise<{ code: number; id: string } | null> {
  const { path, source, given, io, silent, index, registry } = watch
  const facts = factsOf(closed, source)
  const now = io.now().getTime()
  const at = closed.period?.[0] ?? closed.times?.[1] ?? now
  const table = sourceOf(closed, facts)
  const current = new ArrowDataset(source.name, table)
  const quiet = { path: ["outputs", "quiet"], value: true, flag: "watch" }
  const alone = { path: ["github"], value: false, flag: "watch" }
  const metricsFile = given.flags.metricsFile
  const metrics =
    typeof metricsFile === "string"
      ? [{ path: ["outputs", "prometheus"], value: metricsFile, flag: "--metrics-file" }]
      : []
  const found = { isOurs: true }
  const counts = commit && (async () => (found.isOurs = await commit(facts)))
  try {
    const code = await runTask(
      {
        kind: "comparison",
        paths: { reference: path, current: source.name },
        replaces: ({ window }) => window === facts.id,
        ...(closed.period && { periodEnd: Math.min(closed.period[1], now) }),
        run: async ({ options, registry, progress }) => ({
          comparison: await compareWindow({ closed, current, facts, options, registry, progress, now }, watch),
          error: null,
        }),
        shows: index.shows,
        ...(counts && { counts }),
        published: (report, folder) => {
          if (!silent) io.stdout.write(`${lineOf(report, facts)}  ${folder}\n`)
        },
      },
      {
        settings: [...given.settings, quiet, alone, ...metrics],
        flags: { ...given.flags, runDate: new Date(at).toISOString() },
      },
      { ...io, began: undefined },
      registry,
    )
    return found.isOurs ? { code, id: facts.id } : null
  } finally {
    current.close()
  }
}

/** The rows, and what is told of all records where they are a sample. */
function sourceOf({ table, records, sampled }: ClosedWindow, { sample }: WindowFacts): TableSource {
  const source = table.finish("stream")
  if (sampled === null) return source
  const { oneIn, tally } = sampled
  const warnings = [...(sample === undefined ? [] : [sample.note]), ...source.warnings]
  return { ...source, warnings, sampledFrom: { records, oneIn, sums: (needs, columns) => tally.sums(needs, columns) } }
}
