import { aPath, either, having, requireArguments, someOptions } from "../arguments.js"
import { InputError } from "../errors.js"
import type { Dataset, Input, RowMemory } from "../model.js"
import { isEngineAddress } from "../engines/address.js"
import { readBytes } from "../files/open-file.js"
import { closeInput } from "../sources/input.js"
import { openInput, openSource, type OpenedSource } from "../sources/open.js"
import { bringAll } from "../stores/fetch.js"
import type { ReadOptions } from "../sources/source.js"
import { withMarks, withTraces } from "../traces/with-traces.js"
import { ArrowDataset } from "./arrow-dataset.js"
import { HashedCategories } from "./hashed-categories.js"

/** Structures of more fields stay whole, unless the user says otherwise. */
const mostFields = 100

const anOpenFile = either(having(["files"], "an open file"), having(["readColumn"], "an open table"))

/** Adds to a table what takes a server or a model to know. */
export type Extend = (source: OpenedSource) => Promise<OpenedSource>

/**
 * Opens a data file, a table in an engine (by its address) or a saved profile (named *.profile.json, or with `profile_version` first in it), or takes over what is open already.
 * `memory`: the row memory of the same file in another thread. `extend`: adds columns to what a file holds.
 */
export async function openDataset(
  from: string | Input | OpenedSource,
  options: ReadOptions,
  memory: RowMemory | null = null,
  extend: Extend = (source) => Promise.resolve(source),
): Promise<Dataset> {
  requireArguments("openDataset", { from: [from, either(aPath, anOpenFile)], options: [options, someOptions] })
  if (typeof from === "string" && isEngineAddress(from)) {
    const { openEngine } = await import("../engines/open-engine.js")
    return openEngine(from, options)
  }
  if (options.query !== undefined)
    throw new InputError(`a query stands for a table in an engine, not for ${nameOf(from)}`, {
      hint: "name an engine, such as duckdb:sales.db",
    })
  if (typeof from !== "string" && "readColumn" in from) return tableOf(from, options, memory, extend)
  const input = typeof from === "string" ? await openInput(from, options) : from
  if (isProfile(input)) {
    await bringAll(input.files[0])
    return openProfile(input)
  }
  return tableOf(await openSource(input, readingOf(options)), options, memory, extend)
}

/** How a file is read for a dataset. */
export function readingOf(options: ReadOptions): ReadOptions {
  return { mostFields, ...options }
}

async function tableOf(
  opened: OpenedSource,
  options: ReadOptions,
  memory: RowMemory | null,
  extend: Extend,
): Promise<Dataset> {
  const source = await withMarks(await extend(await withTraces(opened, options)))
  return new ArrowDataset(opened.input.path, source, memory ?? undefined)
}

function nameOf(from: string | Input | OpenedSource): string {
  if (typeof from === "string") return from
  return "readColumn" in from ? from.input.path : from.path
}

async function openProfile(input: Input): Promise<Dataset> {
  const [file] = input.files
  try {
    const { parseProfile } = await import("../profiles/read-profile.js")
    const { ProfileDataset } = await import("./profile-dataset.js")
    const profile = parseProfile(Buffer.from(readBytes(file, 0, file.size)), file.path)
    return new ProfileDataset(input.path, profile, input)
  } catch (error) {
    closeInput(input)
    throw error
  }
}

/**
 * Both sides with their categories in one form: where one is a profile with hashed categories, the other's are hashed alike.
 * Throws InputError for two profiles that hash differently, or of which only one hashes.
 */
export function withEqualHashing(reference: Dataset, current: Dataset): [reference: Dataset, current: Dataset] {
  const salts = [reference.categorySalt, current.categorySalt]
  if (salts[0] === salts[1]) return [reference, current]
  if (salts[0] !== null && canBeHashed(current)) return [reference, new HashedCategories(current, salts[0])]
  if (salts[1] !== null && canBeHashed(reference)) return [new HashedCategories(reference, salts[1]), current]
  throw new InputError("the two profiles hash their categories differently", {
    hint: "profile both with the same --hash-salt, or compare one with a file",
  })
}

function canBeHashed({ exact, categorySalt }: Dataset): boolean {
  return exact && categorySalt === null
}

function isProfile({ files, partitions }: Input): boolean {
  if (partitions !== null) return false
  const [file] = files
  if (file.path.toLowerCase().endsWith(".profile.json")) return true
  const head = Buffer.from(readBytes(file, 0, Math.min(64, file.size)))
  return /^\s*\{\s*"profile_version"/.test(head.toString("latin1"))
}
