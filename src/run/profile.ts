import { randomBytes } from "node:crypto"
import { openDataset } from "../datasets/open-dataset.js"
import { InputError, UsageError } from "../errors.js"
import { cutDays } from "../evidence/period-cut.js"
import { storedPeriods } from "../evidence/stored-periods.js"
import { defaultOptions, type CompareOptions } from "../options/options.js"
import { didYouMean } from "../words/suggest.js"
import { performanceToSave } from "../compare/performance-to-save.js"
import type { Dataset, SavedPerformance } from "../model.js"
import { makeProfile } from "../profiles/make-profile.js"
import { mergeProfiles, notKept } from "../profiles/merge-profiles.js"
import type { Profile } from "../profiles/profile.js"
import { readProfile } from "../profiles/read-profile.js"
import { profileText } from "../profiles/seal.js"
import { bytes, plural } from "../words/format.js"
import { filesOf } from "../sources/open.js"
import type { ReadOptions } from "../sources/source.js"
import { loadRegistry } from "../registry.js"
import type { Io } from "./io.js"
import { withLateLabels } from "./late-labels.js"
import { openOutput, refuseOverInput, untouchable } from "./outputs.js"
import { say } from "./say.js"

/** Where a profile goes. */
interface Target {
  /** A file, or "-" for stdout. */
  output: string
  /** Whether it is left unsaid what was written. */
  quiet?: boolean | undefined
}

/** Parsed arguments of `driftcheck profile`. */
export interface ProfileCommand extends Target {
  hashCategories?: boolean
  /** Profiles with the same salt can be merged and compared; default: drawn at random. */
  hashSalt?: string
  /** Keep how far each day is from the rest. */
  every?: "day"
  read?: ReadOptions
  /** Which columns are target, prediction and timestamp, and the file with the labels, if there is one. */
  options?: CompareOptions
}

/** Saves what a later comparison needs of a file; gives 0. */
export async function profileCommand(path: string, command: ProfileCommand, io: Io): Promise<number> {
  refuseOverInput(command.output, untouchable(await filesOf(path)))
  return writeProfile(command, io, async () => {
    const dataset = await openDataset(path, command.read ?? {})
    try {
      if (!dataset.exact)
        throw new InputError(`${path} is a profile already`, { hint: "`driftcheck profile merge` joins profiles" })
      const { labelled, performance } = await withPerformance(dataset, command, io)
      return await makeProfile(labelled, {
        categorySalt: saltFor(command),
        ...(command.every === undefined ? {} : { periods: (table: Dataset) => daysOf(table, path, command.options) }),
        performance,
        ...(path === "-" ? {} : await dataset.fileFacts()),
      })
    } finally {
      dataset.close()
    }
  })
}

/** Throws UsageError where it is not clear which days, or there are too few. */
async function daysOf(table: Dataset, path: string, options: CompareOptions = defaultOptions) {
  const timestamp = Array.from(options.roles).find(([, role]) => role === "timestamp")?.[0] ?? null
  const times = table.columns.filter(({ kind }) => kind === "datetime").map(({ name }) => name)
  if (timestamp !== null && !times.includes(timestamp))
    throw new UsageError(`${path} has no column of times called ${JSON.stringify(timestamp)}`, {
      hint: didYouMean(timestamp, times, `it has ${times.length === 0 ? "none" : times.join(", ")}`),
    })
  const cut = await cutDays(table, timestamp, options)
  if (cut !== null) return storedPeriods(table, cut)
  const which = timestamp === null && times.length !== 1
  throw new UsageError(
    which
      ? `${path}: which column has the time of the rows?`
      : `${path}: fewer than seven days, or rows without a time`,
    { hint: which ? `--timestamp ${times[0] ?? "COLUMN"}` : "leave --every out" },
  )
}

/** The table with its labels, and how good its predictions are; where that cannot be said, why goes to stderr. */
async function withPerformance(
  dataset: Dataset,
  { options: asked, read = {} }: ProfileCommand,
  io: Io,
): Promise<{ labelled: Dataset; performance: SavedPerformance | null }> {
  if (asked === undefined) return { labelled: dataset, performance: null }
  const { dataset: labelled, options } = await withLateLabels(dataset, asked.labels, "the data", asked, read)
  const { performance, notes } = await performanceToSave(labelled, options, await loadRegistry())
  for (const note of notes) say(io, `note: ${note}`)
  return { labelled, performance }
}

/** Saves the profile of the rows of all the given profiles; gives 0. */
export async function mergeCommand(paths: readonly string[], target: Target, io: Io): Promise<number> {
  if (paths.length < 2) throw new UsageError("profile merge takes two profiles or more")
  refuseOverInput(target.output, untouchable(paths))
  return writeProfile(target, io, () => {
    const parts = paths.map(readProfile)
    for (const note of notKept(parts)) say(io, `warning: ${note}`)
    return Promise.resolve(mergeProfiles(parts))
  })
}

function saltFor({ hashCategories, hashSalt }: ProfileCommand): string | null {
  if (hashSalt !== undefined) return hashSalt
  return hashCategories === true ? randomBytes(16).toString("hex") : null
}

async function writeProfile({ output, quiet }: Target, io: Io, make: () => Promise<Profile>): Promise<number> {
  if (output === "-") {
    io.stdout.write(profileText(await make()))
    return 0
  }
  const file = openOutput(output)
  try {
    const profile = await make()
    const text = profileText(profile)
    file.write(text)
    const size = bytes(Buffer.byteLength(text))
    const { rows, columns } = profile
    if (quiet !== true) say(io, `${output}: ${plural(rows, "row")}, ${plural(columns.length, "column")}, ${size}`)
    return 0
  } finally {
    file.discard()
  }
}
