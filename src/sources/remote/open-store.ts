import { InputError } from "../../errors.js"
import { newTraffic } from "../../files/traffic.js"
import { lakeIn } from "../../lakes/lake.js"
import type { Input, OpenFile, RemoteAddress } from "../../model.js"
import { addressText, parseAddress } from "../../stores/address.js"
import { knownFile, openRemote } from "../../stores/open-remote.js"
import { Refusal } from "../../stores/refusal.js"
import { bucketFolder } from "../../stores/s3/bucket-folder.js"
import { listObjects, type Listed } from "../../stores/s3/list.js"
import { closeInput } from "../input.js"
import { bothAsked, openVersion, refuseVersion, splitQuery } from "../lakes/open-table.js"
import { bringFooter } from "../parquet/footer.js"
import { isPattern } from "../parts/glob.js"
import { mostParts, partitionsOf, type FormatOf } from "../parts/find.js"
import type { ReadOptions } from "../source.js"
import { chooseKeys } from "./choose-keys.js"

type Bucket = Extract<RemoteAddress, { kind: "s3" }>

/**
 * What an address in a store stands for: a file, a folder or pattern of files, or a table of Delta Lake or Iceberg. Of each file only what
 * is needed is fetched, now and later. Throws InputError and UsageError.
 */
export async function openStore(path: string, options: ReadOptions, formatOf: FormatOf): Promise<Input> {
  const traffic = newTraffic()
  const { place, query } = path.startsWith("http") ? { place: path, query: {} } : splitQuery(path)
  const address = parseAddress(place, options.endpoint ?? null)
  const asked = bothAsked(path, query, options)
  if (address.kind === "s3" && !isPattern(address.key)) {
    const table = await tableAt(address, traffic)
    if (table !== null) return withFooters({ ...(await openVersion(path, table.folder, table.lake, asked)), traffic })
  }
  refuseVersion(addressText(address), asked)
  const input = await openFilesAt(address, path, formatOf, traffic)
  return withFooters({ ...input, traffic })
}

async function openFilesAt(
  address: RemoteAddress,
  path: string,
  formatOf: FormatOf,
  traffic: SharedArrayBuffer,
): Promise<Input> {
  if (address.kind === "https") return single(address, addressText(address), traffic)
  if (isPattern(address.key)) return parted(address, path, formatOf, traffic)
  if (!isFileName(address.key)) {
    const folder = await listObjects({ ...address, key: asFolder(address.key) }, traffic, { most: mostParts })
    if (folder.length > 0) return parted(address, path, formatOf, traffic)
  }
  return single(address, path, traffic)
}

/** A name with an ending is a file's, unless there is none; its folder need not be looked for. */
const isFileName = (key: string) => /\.[a-z0-9]+$/i.test(key)

/** The key of a folder ends with /; that of a whole bucket is empty. */
const asFolder = (key: string) => (key === "" || key.endsWith("/") ? key : `${key}/`)

async function tableAt(address: Bucket, traffic: SharedArrayBuffer) {
  if (/\.(parquet|csv|jsonl|ndjson|json|arrow|feather|gz|zst|tsv|txt)$/i.test(address.key)) return null
  const folder = bucketFolder(address, traffic)
  const lake = await lakeIn(folder).catch((error: unknown) => {
    // Who may read an object need not have the right to list its bucket.
    if (error instanceof Refusal && error.status === 403 && isFileName(address.key)) return null
    throw error
  })
  return lake === null ? null : { folder, lake }
}

async function single(address: RemoteAddress, path: string, traffic: SharedArrayBuffer): Promise<Input> {
  return { path, files: [await openRemote(address, path, traffic)], partitions: null }
}

/** The files of a folder or a pattern, known by their listing. */
async function parted(address: Bucket, path: string, formatOf: FormatOf, traffic: SharedArrayBuffer): Promise<Input> {
  const { base, keys } = await chooseKeys(address, path, formatOf, traffic)
  const held = keys.filter(({ size }) => size > 0)
  const files: OpenFile[] = []
  try {
    for (const { key, ...known } of held.length > 0 ? held : keys)
      files.push(knownFile({ ...address, key }, pathOf(address, key), known, traffic))
  } catch (error) {
    closeInput({ files })
    throw error
  }
  const partitions = held.map(({ key }) => partitionsOf(key.slice(base.length)))
  const empty = keys.filter(({ size }) => size === 0).map(({ key }) => pathOf(address, key))
  return { path, files, partitions, ...(empty.length > 0 ? { empty } : {}) }
}

const pathOf = ({ bucket }: Bucket, key: Listed["key"]) => `s3://${bucket}/${key}`

/** All footers at once: one after the other, each would wait for its own answer. */
async function withFooters(input: Input): Promise<Input> {
  try {
    const files = input.files.filter(({ path }) => input.lake !== undefined || path.toLowerCase().endsWith(".parquet"))
    await Promise.all(files.map(bringFooter))
    return input
  } catch (error) {
    closeInput(input)
    throw error instanceof InputError && input.lake !== undefined ? ofVersion(error, input.lake.version) : error
  }
}

function ofVersion(error: InputError, version: string): InputError {
  return new InputError(`version ${version} of the table cannot be read: ${error.message}`, {
    hint: error.hint,
    cause: error,
  })
}
