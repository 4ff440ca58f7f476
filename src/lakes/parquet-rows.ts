import { parquetMetadata, parquetReadObjects } from "hyparquet"
import { compressors } from "hyparquet-compressors"
import { InputError } from "../errors.js"

/**
 * The rows of a small Parquet file that describes a table, with those of these columns that it has, nested ones as objects. Throws
 * InputError for what cannot be read.
 */
export async function rowsOfParquet(
  bytes: Buffer,
  path: string,
  columns: readonly string[],
): Promise<Record<string, unknown>[]> {
  try {
    const file = new Uint8Array(bytes).buffer
    const metadata = parquetMetadata(file)
    const [root] = metadata.schema
    const held = topLevelNames(metadata.schema.slice(1), root.num_children ?? 0)
    return await parquetReadObjects({ file, metadata, compressors, columns: columns.filter((name) => held.has(name)) })
  } catch (cause) {
    throw new InputError(`${path} is not a readable Parquet file`, {
      hint: "It describes the table, which cannot be read without it.",
      cause,
    })
  }
}

/** `elements`: the schema without its root, depth first. */
function topLevelNames(elements: readonly { name: string; num_children?: number }[], count: number): Set<string> {
  const names = new Set<string>()
  let at = 0
  const skip = (): void => {
    const { num_children: children = 0 } = elements[at++]
    for (let i = 0; i < children; i++) skip()
  }
  for (let i = 0; i < count; i++) {
    names.add(elements[at].name)
    skip()
  }
  return names
}
