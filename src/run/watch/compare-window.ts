import { compareDatasets } from "../../compare/compare.js"
import { emptyComparison, type Comparison } from "../../compare/comparison.js"
import { datasetFacts } from "../../compare/dataset-facts.js"
import { withEqualHashing } from "../../datasets/open-dataset.js"
import { driftFacts, noVerdict } from "../../judge/verdict.js"
import type { Dataset, NamedRole, WindowFacts } from "../../model.js"
import type { CompareOptions } from "../../options/options.js"
import { findRoles } from "../../options/find-roles.js"
import { literalName } from "../../options/name-patterns.js"
import { driftShareThreshold } from "../../options/policies.js"
import type { Mapping } from "../../streams/record.js"
import type { ClosedWindow } from "../../streams/windows.js"
import { count, number } from "../../words/format.js"
import type { TaskSettings } from "../task.js"
import { monitorMethod, monitorOf, versionsOf } from "./facts.js"

/** A window has no verdict where more of its lines than this are no records. */
const mostMalformed = 0.01

interface Work extends Pick<TaskSettings, "options" | "registry" | "progress"> {
  closed: ClosedWindow
  current: Dataset
  facts: WindowFacts
  /** By the clock on the wall, milliseconds since 1970. */
  now: number
}

/** A window beside the reference; without a verdict where too many of its lines are no records. */
export async function compareWindow(
  { closed, current, facts, options: asked, registry, progress, now }: Work,
  { reference, mapping }: { reference: Dataset; mapping: Mapping },
): Promise<Comparison> {
  const options = {
    ...optionsFor(asked, reference, current, { mapping, closed }),
    ...(closed.times === null ? {} : { clock: { now, last: closed.times[1] } }),
  }
  const malformed = malformedShare(facts)
  if (malformed > mostMalformed) return withoutVerdict(malformed, facts, { reference, current }, options)
  const [one, other] = withEqualHashing(reference, current)
  const found = await compareDatasets(one, other, options, registry, { progress })
  const monitor = monitorOf(found, options)
  return {
    ...found,
    reference: { ...found.reference, ...(await reference.fileFacts()) },
    current: { ...found.current, label: facts.source, time_range: facts.time_range },
    window: { ...facts, model_versions: await versionsOf(current, options), monitor },
  }
}

const malformedShare = ({ malformed, records, duplicates, late, future }: WindowFacts) =>
  malformed / Math.max(1, malformed + records + duplicates + late + future)

function withoutVerdict(
  share: number,
  window: WindowFacts,
  { reference, current }: { reference: Dataset; current: Dataset },
  options: CompareOptions,
): Comparison {
  const reason = `${count(window.malformed)} of the window's lines are no records (${number(100 * share)} %): more than 1 % give no verdict.`
  return emptyComparison({
    reference: datasetFacts(reference),
    current: { ...datasetFacts(current), label: window.source, time_range: window.time_range },
    verdict: noVerdict([reason, "Look at what writes them: lines that are cut, or that hold no JSON object."]),
    drift: driftFacts([], { threshold: driftShareThreshold(options), policy: options.policy }),
    window,
  })
}

/** The options with the roles that the mapping says, and without the fields beside the features that the reference does not have: they serve metrics alone. */
function optionsFor(
  options: CompareOptions,
  reference: Dataset,
  current: Dataset,
  { mapping, closed }: { mapping: Mapping; closed: ClosedWindow },
): CompareOptions {
  const there = new Set(current.columns.map(({ name }) => name))
  const named = new Set(options.roles.values())
  const usual: [string, NamedRole][] = [
    [mapping.id, "id"],
    [mapping.timestamp, "timestamp"],
    ["prediction", "prediction"],
    ["model_version", "model_version"],
  ]
  const roles = new Map([
    ...usual.filter(([column, role]) => there.has(column) && !named.has(role) && !options.roles.has(column)),
    ...options.roles,
  ])
  const compared = new Set(reference.columns.map(({ name }) => name))
  const own = Array.from(there).filter((name) => !compared.has(name) && !closed.table.features.has(name))
  for (const name of own) if (!isNeeded(name, current, roles, options)) mapping.ignored.add(name)
  return {
    ...options,
    roles,
    exclude: [...options.exclude, ...own.map(literalName)],
    measure: [...options.measure, monitorMethod],
  }
}

/** Whether a field beside the features serves a metric, a rule or a segment. */
function isNeeded(
  name: string,
  { columns }: Dataset,
  roles: CompareOptions["roles"],
  { rules, metrics, segments, key, perColumn }: CompareOptions,
): boolean {
  if (rules.length > 0 || key.includes(name) || perColumn.size > 0) return true
  const named = [...Array.from(metrics.values()), ...segments].some(({ column }) => column === name)
  return named || findRoles(columns, roles).some(({ column }) => column === name)
}
