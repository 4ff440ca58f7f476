import * as v from "valibot"
import { InputError } from "../errors.js"
import { readWhole } from "../files/open-file.js"
import type { ColumnSummary } from "../model.js"
import { unpackPeriods } from "./packed-periods.js"
import { unpackPoints } from "./packed-points.js"
import { profileSchema } from "./profile-schema.js"
import { profileVersion, type Profile, type ProfileColumn } from "./profile.js"
import { isSealed } from "./seal.js"

const again = "make it again with `driftcheck profile`"

/** The profile in a file; throws InputError where it is damaged, newer than this driftcheck, or no profile at all. */
export function readProfile(path: string): Profile {
  return parseProfile(readWhole(path), path)
}

/** The profile in these bytes; `path`: what messages call them. Throws InputError as `readProfile` does. */
export function parseProfile(bytes: Buffer, path: string): Profile {
  const found = parse(bytes.toString(), path)
  const { profile_version: saved } = found
  if (typeof saved !== "number")
    throw new InputError(`${path}: not a profile`, { hint: "`driftcheck profile` makes one" })
  if (saved > profileVersion)
    throw new InputError(
      `${path}: written by a newer driftcheck (profile_version ${saved}; this one reads up to ${profileVersion})`,
      { hint: `update driftcheck, or ${again}` },
    )
  const result = v.safeParse(profileSchema, found)
  if (!result.success) {
    const [issue] = result.issues
    throw damaged(path, `${v.getDotPath(issue) ?? "its content"}: ${reasonOf(issue)}`)
  }
  if (!isSealed(found as unknown as Profile)) throw damaged(path, "its content does not agree with its content_hash")
  for (const column of result.output.columns) check(path, column, result.output.rows)
  checkPeriods(path, result.output)
  return result.output
}

/** What the schema says of a value; of one that is not there, it says only what JavaScript has instead. */
function reasonOf({ received, message }: v.BaseIssue<unknown>): string {
  return received === "undefined" ? "it is missing" : message
}

function parse(text: string, path: string): Record<string, unknown> {
  if (!text.trimStart().startsWith("{"))
    throw new InputError(`${path}: not a profile`, { hint: "`driftcheck profile` makes one" })
  try {
    const found: unknown = JSON.parse(text)
    return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {}
  } catch (error) {
    throw damaged(path, "it is not complete JSON", error)
  }
}

/** What the form of a column cannot say: its counts add up. */
function check(path: string, { name, summary, points, categories }: ProfileColumn, rows: number): void {
  const column = `column ${JSON.stringify(name)}`
  const present = summary.rows - summary.missing
  if (summary.rows !== rows || present < 0) throw damaged(path, `${column}: its rows do not add up`)
  try {
    if (points !== null) unpackPoints(points, present - summary.infinite)
  } catch (error) {
    throw damaged(path, `${column}: ${error instanceof Error ? error.message : String(error)}`, error)
  }
  if (summary.nan > summary.missing || rowsIn(summary).some((count) => count > present))
    throw damaged(path, `${column}: more rows are counted than it has`)
  if (categories === null) return
  const counted = categories.counts.reduce((sum, count) => sum + count, categories.other.rows)
  if (counted !== present) throw damaged(path, `${column}: its categories do not add up to its rows`)
}

function checkPeriods(path: string, { periods }: Profile): void {
  try {
    if (periods !== undefined) unpackPeriods(periods)
  } catch (error) {
    throw damaged(path, `its days: ${error instanceof Error ? error.message : String(error)}`, error)
  }
}

/** Every count of rows that hold a value. */
function rowsIn({ infinite, distinct, at_min, at_max, zeros, negative, empty, blank, top, null_words }: ColumnSummary) {
  const figures = [infinite, distinct, at_min, at_max, zeros, negative, empty, blank]
  return [...figures.map((count) => count ?? 0), ...[...top, ...(null_words ?? [])].map(({ count }) => count)]
}

function damaged(path: string, why: string, cause?: unknown): InputError {
  return new InputError(`${path}: damaged profile: ${why}`, { hint: again, cause })
}
