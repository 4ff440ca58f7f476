import { InputError } from "../../errors.js"
import type { Folder } from "../folder.js"
import { deletedRows } from "../roaring.js"
import type { DeletionVector } from "./actions.js"

/**
 * The deleted rows of a file, 0-based and ascending; throws InputError where their vector cannot be read or holds another number of rows
 * than the log says. Source: the Delta protocol, "Deletion Vectors". `file`: what messages call the file.
 */
export async function readDeletionVector(folder: Folder, vector: DeletionVector, file: string): Promise<Uint32Array> {
  const rows = await orDamaged(file, async () => deletedRows(await bytesOf(folder, vector)))
  if (BigInt(rows.length) === BigInt(vector.cardinality)) return rows
  throw damaged(file, `it deletes ${rows.length} rows, the log says ${vector.cardinality}`)
}

async function bytesOf(
  folder: Folder,
  { storageType, pathOrInlineDv: where, offset }: DeletionVector,
): Promise<Buffer> {
  if (storageType === "i") return fromZ85(where)
  if (storageType !== "u") throw new Error(`it is stored as ${JSON.stringify(storageType)}, which is not supported`)
  const stored = await folder.read(vectorFile(where))
  const start = offset ?? 1
  const size = stored.readUInt32BE(start)
  if (start + 4 + size > stored.length) throw new Error("it reaches past the end of its file")
  return stored.subarray(start + 4, start + 4 + size)
}

/** A random prefix, and the 20 characters of an id in Z85. */
function vectorFile(where: string): string {
  const prefix = where.slice(0, -20)
  const id = fromZ85(where.slice(-20)).toString("hex")
  const uuid = id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
  if (!/^[\w-]*$/.test(prefix)) throw new Error("the name of its file leads elsewhere")
  return `${prefix === "" ? "" : `${prefix}/`}deletion_vector_${uuid}.bin`
}

const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"

/** Five characters are four bytes. Source: ZeroMQ RFC 32. */
function fromZ85(text: string): Buffer {
  const bytes = Buffer.alloc(Math.floor(text.length / 5) * 4)
  for (let i = 0; i * 5 + 4 < text.length; i++) {
    let value = 0
    for (const character of text.slice(5 * i, 5 * i + 5)) value = value * 85 + digits.indexOf(character)
    bytes.writeUInt32BE(value, 4 * i)
  }
  return bytes
}

async function orDamaged<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof InputError) throw error
    throw damaged(file, (error as Error).message, error)
  }
}

function damaged(file: string, why: string, cause?: unknown): InputError {
  return new InputError(`${file}: its deletion vector cannot be read: ${why}`, {
    hint: "Without it rows that were deleted would be read.",
    cause,
  })
}
