import { InputError } from "../../errors.js"
import type { RemoteAddress } from "../../model.js"
import { listObjects, type Listed } from "../../stores/s3/list.js"
import { mostParts, ofOneKind, refuseTableFiles, type FormatOf } from "../parts/find.js"
import { isPattern, isShown, matcherOf } from "../parts/glob.js"

type Bucket = Extract<RemoteAddress, { kind: "s3" }>

/**
 * The objects that a folder or a pattern of a bucket stands for, in the order of their keys, as they are chosen on a disk. `base`: the part
 * of their keys before the folders that may name columns. Throws InputError.
 */
export async function chooseKeys(
  address: Bucket,
  path: string,
  formatOf: FormatOf,
  traffic: SharedArrayBuffer,
): Promise<{ base: string; keys: Listed[] }> {
  const { base, fixed, segments } = placesOf(address.key)
  const listed = await listObjects({ ...address, key: fixed }, traffic)
  // A key that ends with / stands for a folder that a console made.
  const objects = listed.filter(({ key }) => !key.endsWith("/"))
  const keys =
    segments === null ? below(objects, base, path, formatOf) : matching(objects, base, segments, path, formatOf)
  if (keys.length > mostParts)
    throw new InputError(`${path} stands for ${keys.length} files; at most ${mostParts} are read`, {
      hint: "Name fewer by a pattern, or join them first.",
    })
  return { base, keys }
}

/** The folder that a pattern starts from, what all its keys begin with, and its segments; of a folder itself. */
function placesOf(key: string): { base: string; fixed: string; segments: string[] | null } {
  if (!isPattern(key)) {
    const base = key === "" || key.endsWith("/") ? key : `${key}/`
    return { base, fixed: base, segments: null }
  }
  const fixed = key.slice(0, key.search(/[*?[]/))
  const base = fixed.slice(0, fixed.lastIndexOf("/") + 1)
  return {
    base,
    fixed,
    segments: key
      .slice(base.length)
      .split("/")
      .filter((segment) => segment !== ""),
  }
}

function below(objects: readonly Listed[], base: string, path: string, formatOf: FormatOf): Listed[] {
  objects.forEach(({ key }) => refuseTableFiles(key))
  const shown = objects.filter(({ key }) => key.slice(base.length).split("/").every(isShown))
  return ofKind(shown, path, formatOf)
}

/** Folders that match count only where no file does. */
function matching(
  objects: readonly Listed[],
  base: string,
  segments: readonly string[],
  path: string,
  formatOf: FormatOf,
): Listed[] {
  const found = objects.map((object) => ({
    object,
    match: matchOf(segments, object.key.slice(base.length).split("/")),
  }))
  const files = found.filter(({ match }) => match === "file").map(({ object }) => object)
  const inFolders = found.filter(({ match }) => match === "folder").map(({ object }) => object)
  if (files.length > 0) return files
  if (inFolders.length > 0) return below(inFolders, base, path, formatOf)
  throw new InputError(`no file matches ${path}`, {
    hint: "* stands for any text within a name, ** for any number of folders; the shell leaves it alone within quotes.",
  })
}

type Match = "file" | "folder" | null

/** What of a key a pattern matches: all of it, or folders on its way. */
function matchOf([segment, ...rest]: readonly string[], names: readonly string[]): Match {
  const [name, ...more] = names
  if (names.length === 0) return null
  if (segment === "**") {
    const here = matchOf(rest.length === 0 ? ["*"] : rest, names)
    const further = more.length > 0 && isShown(name) ? matchOf(["**", ...rest], more) : null
    return here === "file" ? here : (further ?? here)
  }
  if (!(isPattern(segment) ? matcherOf(segment)(name) : segment === name)) return null
  if (rest.length > 0) return matchOf(rest, more)
  return more.length === 0 ? "file" : "folder"
}

function ofKind(objects: readonly Listed[], path: string, formatOf: FormatOf): Listed[] {
  const byKey = new Map(objects.map((object) => [object.key, object]))
  return ofOneKind(path, [...byKey.keys()], formatOf).map((key) => byKey.get(key)!)
}
