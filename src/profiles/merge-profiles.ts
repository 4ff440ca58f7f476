import { InputError } from "../errors.js"
import type { ColumnInfo } from "../model.js"
import { sortAscending } from "../stats/sort-ascending.js"
import { version } from "../version.js"
import { toCategories } from "./categories.js"
import { withinLimit } from "./make-profile.js"
import { mergeSummaries } from "./merge-summaries.js"
import { packPoints, unpackPoints } from "./packed-points.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { expandPoints, resolutionOf, toPoints, type Points } from "./points.js"
import { profileVersion, type Profile, type ProfileColumn } from "./profile.js"
import { sealed } from "./seal.js"

/**
 * The profile of the rows of all parts, within the resolution it states. Columns are the first part's; throws InputError where a
 * part has others, other types, or hashes made with another salt.
 */
export function mergeProfiles(parts: readonly Profile[]): Profile {
  const [first, ...others] = parts
  for (const other of others) requireLike(first, other)
  const sum = (figure: (part: Profile) => number) => parts.reduce((total, part) => total + figure(part), 0)
  return sealed({
    profile_version: profileVersion,
    driftcheck_version: version(),
    label: parts.map(({ label }) => label).join(" + "),
    rows: sum(({ rows }) => rows),
    typed: parts.every(({ typed }) => typed),
    row_facts: {
      missing_cells: sum(({ row_facts }) => row_facts.missing_cells),
      rows_with_missing: sum(({ row_facts }) => row_facts.rows_with_missing),
      duplicate_rows: sum(({ row_facts }) => row_facts.duplicate_rows),
    },
    duplicates_within_parts: parts.length > 1 || first.duplicates_within_parts,
    category_salt: first.category_salt,
    sources: parts.flatMap(({ sources }) => sources),
    read_warnings: Array.from(new Set([...parts.flatMap(({ read_warnings }) => read_warnings), ...notKept(parts)])),
    columns: withinLimit(first.columns.map(({ name }) => mergeColumn(parts.map((part) => columnOf(part, name))))),
  })
}

/** What profiles keep of a whole that says nothing of several together, as warnings: how far days are from the rest, and figures of performance. */
export const notKept = (parts: readonly Profile[]): string[] => [
  ...(parts.some(({ periods }) => periods !== undefined)
    ? ["The days of the merged profiles were not kept: --every day is for a profile of the whole."]
    : []),
  ...(parts.some(({ performance }) => performance !== undefined)
    ? [
        "The figures of performance of the merged profiles were not kept, so nothing is estimated by them: --target and --prediction are for a profile of the whole.",
      ]
    : []),
]

function requireLike(first: Profile, other: Profile): void {
  const names = new Set(other.columns.map(({ name }) => name))
  const missing = first.columns.find(({ name }) => !names.has(name))
  const known = new Set(first.columns.map(({ name }) => name))
  const added = other.columns.find(({ name }) => !known.has(name))
  const odd = missing ?? added
  if (odd !== undefined)
    throw new InputError(
      `cannot merge: only ${(missing === undefined ? other : first).label} has the column ${JSON.stringify(odd.name)}`,
    )
  if (first.category_salt !== other.category_salt)
    throw new InputError(`cannot merge: ${first.label} and ${other.label} hash their categories differently`, {
      hint: "profile both with the same --hash-salt",
    })
}

function columnOf(profile: Profile, name: string): ProfileColumn {
  const column = profile.columns.find((candidate) => candidate.name === name)
  if (column === undefined) throw new Error(`no column ${JSON.stringify(name)} in the profile of ${profile.label}`)
  return column
}

function mergeColumn(parts: readonly ProfileColumn[]): ProfileColumn {
  const typed = parts.find(({ kind }) => kind !== "null") ?? parts[0]
  const odd = parts.find(({ kind }) => kind !== "null" && kind !== typed.kind)
  const name = JSON.stringify(typed.name)
  if (odd !== undefined)
    throw new InputError(
      `cannot merge: column ${name} is ${typed.storage_type} in one part and ${odd.storage_type} in another`,
    )
  const integer = parts.every((part) => part.integer || part.kind === "null")
  const info: ColumnInfo = { name: typed.name, storageType: typed.storage_type, kind: typed.kind, integer }
  const points = mergePoints(parts, typed.kind === "datetime")
  const counts = mergeCounts(parts)
  const exact = points !== null && resolutionOf(points) === 0
  const summary = mergeSummaries(
    parts.map((part) => part.summary),
    info,
    { sample: points === null ? null : expandPoints(points), counts, exact: exact && counts === null },
  )
  const undecided = parts.find((part) => part.undecided !== undefined)?.undecided
  return {
    ...(undecided === undefined ? {} : { undecided }),
    name: info.name,
    storage_type: info.storageType,
    kind: info.kind,
    integer,
    summary,
    distinct_at_most: !exact && counts === null && parts.length > 1 && (summary.distinct ?? 0) > 0,
    points: points === null ? null : packPoints(points),
    categories: counts === null ? null : toCategories(counts),
  }
}

/** Points of all samples together; null unless every part that holds values has some. */
function mergePoints(parts: readonly ProfileColumn[], time: boolean): Points | null {
  const filled = parts.filter(({ points, summary }) => points !== null || summary.missing < summary.rows)
  if (filled.length === 0 || filled.some(({ points }) => points === null)) return null
  const each = filled.flatMap(({ points, summary }) =>
    points === null ? [] : [unpackPoints(points, summary.rows - summary.missing - summary.infinite)],
  )
  const sample = new Float64Array(each.reduce((rows, points) => rows + rowsOfPoints(points), 0))
  let row = 0
  for (const points of each) {
    sample.set(expandPoints(points), row)
    row += rowsOfPoints(points)
  }
  const slack = each.reduce((sum, points) => sum + Math.ceil(resolutionOf(points) * rowsOfPoints(points)), 0)
  return toPoints(sortAscending(sample), time, slack)
}

/** Rows per category of all parts together; null unless every part that holds values lists all of them. */
function mergeCounts(parts: readonly ProfileColumn[]): Map<string, number> | null {
  const filled = parts.filter(({ categories, summary }) => categories !== null || summary.missing < summary.rows)
  if (filled.length === 0 || filled.some(({ categories }) => categories === null || categories.other.values > 0))
    return null
  const counts = new Map<string, number>()
  for (const { categories } of filled)
    categories?.values.forEach((value, i) => counts.set(value, (counts.get(value) ?? 0) + categories.counts[i]))
  return counts
}
