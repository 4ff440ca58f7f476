import { closeSync, openSync, readSync, statSync } from "node:fs"
import { InputError } from "../errors.js"
import type { Dataset, RowMemory } from "../model.js"
import { readProfile } from "../profiles/read-profile.js"
import { openSource } from "../sources/open.js"
import type { ReadOptions } from "../sources/source.js"
import { ArrowDataset } from "./arrow-dataset.js"
import { HashedCategories } from "./hashed-categories.js"
import { ProfileDataset } from "./profile-dataset.js"

/**
 * Opens a data file or a saved profile (named *.profile.json, or with `profile_version` first in it). `memory`: the row memory
 * of the same file in another thread.
 */
export async function openDataset(path: string, options: ReadOptions, memory?: RowMemory): Promise<Dataset> {
  if (isProfile(path)) return new ProfileDataset(path, readProfile(path))
  return new ArrowDataset(path, await openSource(path, options), memory)
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

function isProfile(path: string): boolean {
  if (path.toLowerCase().endsWith(".profile.json")) return true
  // What is no regular file, or none at all, is for the readers of files to refuse.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false
  const head = Buffer.alloc(64)
  try {
    const fd = openSync(path, "r")
    readSync(fd, head, 0, head.length, 0)
    closeSync(fd)
  } catch {
    return false
  }
  return /^\s*\{\s*"profile_version"/.test(head.toString("latin1"))
}
