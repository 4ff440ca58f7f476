import type { Profile, ProfileColumn } from "./profile.js"

const mostNamed = 5

/** What a reader of a comparison with this profile should know: how near its figures are to the file's own. */
export function profileWarnings(profile: Profile): string[] {
  const { columns, category_salt, duplicates_within_parts, read_warnings } = profile
  const rough = columns.filter(({ points }) => points !== null && points.resolution > 0)
  const times = rough.filter(({ kind }) => kind === "datetime")
  const numbers = rough.filter(({ kind }) => kind !== "datetime")
  const cut = columns.filter(({ categories }) => categories !== null && categories.other.values > 0)
  const unkept = columns.filter(
    ({ kind, categories, summary }) => kind === "string" && categories === null && summary.missing < summary.rows,
  )
  const bounded = columns.filter(({ distinct_at_most }) => distinct_at_most)
  return [
    ...read_warnings,
    rough.length === 0
      ? "It is a profile: every share of rows is exact."
      : `It is a profile: ${within(numbers, times)}.`,
    ...(cut.length > 0 ? [`Only the largest categories of ${named(cut)} are kept, so they cannot be tested.`] : []),
    ...(unkept.length > 0
      ? [`Only figures of ${named(unkept)} are kept: their texts are neither tested nor checked.`]
      : []),
    ...(bounded.length > 0 ? [`Different values of ${named(bounded)} are counted per part: there may be fewer.`] : []),
    ...(duplicates_within_parts ? ["Repeated rows are counted within each merged part: there may be more."] : []),
    ...(category_salt === null ? [] : ["Categories are hashed: their spelling cannot be compared."]),
  ]
}

/** The resolution in words. */
function within(...groups: ProfileColumn[][]): string {
  const clauses = groups
    .filter((group) => group.length > 0)
    .map((group) => {
      const widest = Math.max(...group.map(({ points }) => points?.resolution ?? 0))
      return `in ${named(group)} every share of rows is within ${upwards(widest)} of the exact one`
    })
  return `${clauses.join("; ")}; elsewhere exact`
}

function named(columns: readonly ProfileColumn[]): string {
  const names = columns.slice(0, mostNamed).map(({ name }) => name)
  const rest = columns.length - names.length
  return `${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`
}

/** Two figures, rounded up: 0.000551 → "0.00056". */
function upwards(share: number): string {
  const unit = 10 ** (Math.floor(Math.log10(share)) - 1)
  return String(Number((Math.ceil(share / unit) * unit).toPrecision(2)))
}
