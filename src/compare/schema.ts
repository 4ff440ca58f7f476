import { saysWhy } from "../errors.js"
import type { Dataset, SchemaChange } from "../model.js"
import { longestRising } from "../stats/longest-rising.js"
import { countDistinct } from "../stats/count-distinct.js"
import { jensenShannon } from "../stats/jensen-shannon.js"
import wasserstein from "../methods/wasserstein.js"
import { score } from "../words/format.js"
import { commonKind } from "../columns/column-types.js"
import { alignCounts } from "../evidence/evidence.js"
import type { MatchedColumn } from "../evidence/match-columns.js"
import type { CompareOptions, Side } from "../options/options.js"
import { editDistance } from "../words/suggest.js"

/** Distance below which two columns hold the same values: the effect that the default policy calls enough. */
const sameValues = 0.1
/** Distance for columns of unlike names, the different values they need, and the pairs up to which they are tried. */
const verySame = 0.05
const telling = 20
const mostUnlike = 25

/** What changed between the two lists of columns, types included. A column expected on one side only is no change. */
export async function schemaChange(
  columns: readonly MatchedColumn[],
  reference: Dataset,
  current: Dataset,
  { perColumn }: Pick<CompareOptions, "perColumn"> = { perColumn: new Map() },
): Promise<SchemaChange> {
  const { removed, added } = oneSided(columns, perColumn)
  // Late labels come from a file of their own: neither their place nor how that file stores them says anything.
  const joined = new Set([reference, current].flatMap(({ labels }) => labels?.facts.target ?? []))
  return {
    added: added.map(({ name }) => name),
    removed: removed.map(({ name }) => name),
    type_changed: typeChanges(columns, reference.typed && current.typed, joined),
    renamed: await renames(removed, added, reference, current),
    ...movedColumns(
      columns.filter(({ name }) => !joined.has(name)),
      current,
    ),
  }
}

/** Shared columns outside the longest range of them that keeps its order; nothing where all keep it. */
function movedColumns(columns: readonly MatchedColumn[], current: Dataset): Pick<SchemaChange, "reordered"> {
  const places = new Map(current.columns.map(({ name }, place) => [name, place]))
  const shared = columns.filter((column) => column.reference !== null && column.current !== null)
  const kept = new Set(longestRising(shared.map(({ name }) => places.get(name) ?? 0)))
  const reordered = shared.filter((_, i) => !kept.has(i)).map(({ name }) => name)
  return reordered.length === 0 ? {} : { reordered }
}

/** The columns that one side lacks, without those that it is expected to lack and the labels of its rows. */
export function oneSided(
  columns: readonly MatchedColumn[],
  perColumn: CompareOptions["perColumn"],
): { removed: MatchedColumn[]; added: MatchedColumn[] } {
  const unexpected = (only: Side) => (column: MatchedColumn) =>
    perColumn.get(column.name)?.onlyIn !== only && (column.reference ?? column.current)?.rowLabel !== true
  return {
    removed: columns.filter((column) => column.current === null).filter(unexpected("reference")),
    added: columns.filter((column) => column.reference === null).filter(unexpected("current")),
  }
}

function typeChanges(
  columns: readonly MatchedColumn[],
  bothTyped: boolean,
  joined: ReadonlySet<string>,
): SchemaChange["type_changed"] {
  return columns.flatMap(({ name, reference, current }) => {
    if (reference === null || current === null) return []
    const typed = bothTyped && !joined.has(name)
    const comparable = commonKind(reference, current, !typed) !== null
    // Files that state no types (CSV) are compared by kind only; an all-missing side states none either.
    const differs = typed ? plainType(reference.storageType) !== plainType(current.storageType) : !comparable
    if (!differs || reference.kind === "null" || current.kind === "null") return []
    return [{ column: name, reference: reference.storageType, current: current.storageType, comparable }]
  })
}

/** "large_string" and "string" hold the same values: writers differ, the data does not. */
function plainType(storageType: string): string {
  return storageType.replace(/^large_|_view$/, "")
}

/**
 * Removed and added columns of the same name but for its spelling, or that hold the same values and have like names, or hold very nearly the same, of many, under other
 * names; each is used once, like names first, then nearest values.
 */
async function renames(
  removed: readonly MatchedColumn[],
  added: readonly MatchedColumn[],
  reference: Dataset,
  current: Dataset,
): Promise<SchemaChange["renamed"]> {
  const respelt = respelled(removed, added)
  const known = new Set(respelt.flatMap(({ before, after }) => [before, after]))
  const values = await sameValued(removed.filter(isNew(known)), added.filter(isNew(known)), reference, current)
  const reason = "the same name but for case, separators or spaces"
  return [...respelt.map(({ before, after }) => ({ reference: before.name, current: after.name, reason })), ...values]
}

const isNew = (known: ReadonlySet<MatchedColumn>) => (column: MatchedColumn) => !known.has(column)

/** Pairs whose names differ in case, separators, outer spaces or characters that nobody sees: renames, whatever the values. */
function respelled(removed: readonly MatchedColumn[], added: readonly MatchedColumn[]) {
  const byName = new Map(added.toReversed().map((after) => [folded(after.name), after]))
  return removed.flatMap((before) => {
    const after = byName.get(folded(before.name))
    byName.delete(folded(before.name))
    return after === undefined || folded(before.name) === "" ? [] : [{ before, after }]
  })
}

const folded = (name: string) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_.\-\p{Cf}]+/gu, "")

/** Those whose values agree. */
async function sameValued(
  removed: readonly MatchedColumn[],
  added: readonly MatchedColumn[],
  reference: Dataset,
  current: Dataset,
): Promise<SchemaChange["renamed"]> {
  const pairs = []
  for (const before of removed)
    for (const after of removed.length * added.length <= mostUnlike ? added : likeNamed(before, added)) {
      const like = alike(before.name, after.name)
      const limit = like ? sameValues : verySame
      const distance = await distanceBetween(before, after, reference, current, like ? 1 : telling)
      if (distance !== null && distance < limit) pairs.push({ before, after, like, distance, limit })
    }
  pairs.sort((a, b) => Number(b.like) - Number(a.like) || a.distance - b.distance)
  const used = new Set<MatchedColumn>()
  return pairs.flatMap(({ before, after, like, distance, limit }) => {
    if (used.has(before) || used.has(after)) return []
    used.add(before).add(after)
    const names = like ? "like names, and" : "unlike names, but"
    const reason = `${names} values that agree (distance ${score(distance, limit)}, below ${limit})`
    return [{ reference: before.name, current: after.name, reason }]
  })
}

/** Values are compared with so many added columns at most: tables with hundreds of numbered columns would be read once per pair. */
const mostCandidates = 5

/** The added columns with the names most like this one's: first those where one name holds the other, then by letters that differ. */
function likeNamed({ name }: MatchedColumn, added: readonly MatchedColumn[]): MatchedColumn[] {
  return added
    .filter((after) => alike(name, after.name))
    .map((after) => ({
      after,
      apart: after.name.includes(name) || name.includes(after.name) ? 0 : 1,
      letters: editDistance(name.toLowerCase(), after.name.toLowerCase()),
    }))
    .sort((a, b) => a.apart - b.apart || a.letters - b.letters)
    .slice(0, mostCandidates)
    .map(({ after }) => after)
}

/** Names that share a word of four letters or more, or differ in at most a third of their letters. */
function alike(a: string, b: string): boolean {
  const words = (name: string) =>
    name
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length >= 4)
  const shared = words(a).some((word) => words(b).includes(word))
  return shared || editDistance(a.toLowerCase(), b.toLowerCase()) <= Math.max(a.length, b.length) / 3
}

/** Wasserstein over the reference's deviation for numbers, Jensen-Shannon for text and flags; null where neither applies, or fewer values differ. */
async function distanceBetween(
  before: MatchedColumn,
  after: MatchedColumn,
  reference: Dataset,
  current: Dataset,
  fewest: number,
): Promise<number | null> {
  const kind = before.reference?.kind
  if (kind !== after.current?.kind) return null
  try {
    if (kind === "number") {
      const samples = { reference: await reference.sample(before.name), current: await current.sample(after.name) }
      if (samples.reference.length === 0 || samples.current.length === 0) return null
      if (Math.min(countDistinct(samples.reference), countDistinct(samples.current)) < fewest) return null
      return wasserstein.measure(samples).score
    }
    if (kind !== "string" && kind !== "boolean") return null
    const counts = alignCounts(await reference.counts(before.name), await current.counts(after.name))
    return counts.labels.length < fewest ? null : jensenShannon(counts.reference, counts.current)
  } catch (error) {
    if (saysWhy(error)) return null // No values of this column: no sign of a rename.
    throw error
  } finally {
    reference.release(before.name)
    current.release(after.name)
  }
}
