import { agree, namesOf } from "../columns/agree.js"
import { gateDatasets, type GateSides } from "../compare/gate/gate-datasets.js"
import { joinLabels } from "../datasets/join-labels.js"
import { matchKeys } from "../datasets/match-keys.js"
import { UsageError } from "../errors.js"
import type { Dataset } from "../model.js"
import { findRoles } from "../options/find-roles.js"
import type { CompareOptions } from "../options/options.js"
import { saidOf } from "../options/said.js"
import type { ReadOptions } from "../sources/source.js"
import { onBothFiles } from "./both-files.js"
import type { Given } from "./command.js"
import type { Io } from "./io.js"
import { withLateLabels } from "./late-labels.js"
import { runTask, type Outcome, type TaskSettings } from "./task.js"

/** Decides between champion and challenger and writes what was asked for; gives the exit code. */
export function gateCommand(paths: { champion: string; challenger: string }, given: Given, io: Io): Promise<number> {
  const sides = { reference: paths.champion, current: paths.challenger }
  return runTask({ kind: "gate", paths: sides, run: (settings) => gateFiles(sides, settings) }, given, io)
}

/** The decision, or an answer without one with the error that stood in the way. */
export function gateFiles(paths: { reference: string; current: string }, settings: TaskSettings): Promise<Outcome> {
  const { read, options, registry, progress } = settings
  // A gate compares what both scored: no server is asked about either.
  return onBothFiles(paths, { ...settings, extend: undefined }, async ({ reference, current }) => {
    progress(0, 0, "joining rows and labels")
    const { sides, options: known } = await joinedSides(reference, current, options, read.current)
    progress(0, 0, "comparing champion and challenger")
    return gateDatasets(sides, known, registry)
  })
}

/** Both files with one truth, and the rows that share an id. */
async function joinedSides(
  first: Dataset,
  second: Dataset,
  asked: CompareOptions,
  read: ReadOptions,
): Promise<{ sides: GateSides; options: CompareOptions }> {
  const names = new Set([...namesOf(first), ...namesOf(second)])
  const { datasets } = await agree([first, second], names, saidOf(asked))
  const [champion, challenger] = datasets
  const labelled =
    asked.labels === null
      ? await withOwnLabels(champion, challenger, asked)
      : await withLabelFile(champion, challenger, asked, read)
  const id = idsOf(asked)
  const places = await matchKeys(
    { dataset: labelled.champion, called: "the champion", columns: id },
    { dataset: labelled.challenger, called: "the challenger", columns: id },
  )
  const rows = Int32Array.from(places.keys()).filter((row) => places[row] >= 0)
  const { options, ...sides } = labelled
  return { sides: { ...sides, rows: { champion: rows.map((row) => places[row]), challenger: rows } }, options }
}

interface Labelled {
  champion: Dataset
  challenger: Dataset
  options: CompareOptions
}

async function withLabelFile(
  champion: Dataset,
  challenger: Dataset,
  asked: CompareOptions,
  read: ReadOptions,
): Promise<Labelled> {
  const first = await withLateLabels(champion, asked.labels, "the champion", asked, read)
  const second = await withLateLabels(challenger, asked.labels, "the challenger", first.options, read)
  return { champion: first.dataset, challenger: second.dataset, options: second.options }
}

/** The labels in the champion's file hold for the challenger, too. */
async function withOwnLabels(champion: Dataset, challenger: Dataset, asked: CompareOptions): Promise<Labelled> {
  const target = findRoles(champion.columns, asked.roles).find(({ role }) => role === "target")?.column
  if (target === undefined)
    throw new UsageError(
      "nothing says what was true: no label file, and no column of the champion has the role target",
      {
        hint: "--labels FILE joins labels by --id; --target NAME names a column of the champion's file",
      },
    )
  const id = idsOf(asked)
  const joined = await joinLabels(challenger, champion, {
    id,
    labelId: id,
    target,
    labelTarget: target,
    timestamp: null,
    labelTimestamp: null,
    asOf: null,
    window: null,
    called: "the challenger",
    said: saidOf(asked),
  })
  const roles = new Map(asked.roles).set(target, "target")
  return { champion, challenger: joined, options: { ...asked, roles } }
}

function idsOf({ roles }: CompareOptions): string[] {
  const ids = Array.from(roles).flatMap(([name, role]) => (role === "id" ? [name] : []))
  if (ids.length > 0) return ids
  throw new UsageError(
    "champion and challenger are joined by the column that names each row, and none has the role id",
    {
      hint: "--id NAME says which",
    },
  )
}
