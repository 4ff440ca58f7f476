import { parquetMetadata, parquetSchema, type FileMetaData, type SchemaTree } from "hyparquet"
import { InputError } from "../../errors.js"
import { readBytes } from "../../files/open-file.js"
import type { OpenFile } from "../../model.js"
import { bring, isRemote } from "../../stores/fetch.js"
import { markLength } from "../shared/text.js"
import { Unreadable } from "../shared/unreadable.js"
import { footerShape } from "./footer-shape.js"
import { bytesInList, checkStruct } from "./thrift.js"

const MAGIC = "PAR1"
const ENCRYPTED_MAGIC = "PARE"
/** Magic, then at the end the footer's length and the magic again. */
const SMALLEST_FILE = 12

export interface Footer {
  metadata: FileMetaData
  /** The schema as a tree; its root stands for the row. */
  schema: SchemaTree
}

/** So much of a file's end holds most footers. */
const usualFooter = 65_536

/** Brings the footer of a file here that lies elsewhere, and its first bytes. */
export async function bringFooter(file: OpenFile): Promise<void> {
  if (!isRemote(file)) return
  const { size } = file
  await bring(file, [
    { start: 0, end: MAGIC.length },
    { start: size - usualFooter, end: size },
  ])
  if (size < SMALLEST_FILE) return
  const tail = readBytes(file, size - 8, 8)
  const length = new DataView(tail.buffer).getUint32(0, true)
  if (text(tail.subarray(4)) === MAGIC) await bring(file, [{ start: size - 8 - length, end: size }])
}

/** The file's footer; throws InputError for what is no Parquet file, encrypted, cut short or damaged. */
export function readFooter(file: OpenFile): Footer {
  const start = text(readBytes(file, 0, Math.min(4, file.size)))
  if (start === ENCRYPTED_MAGIC) throw encrypted(file)
  if (start !== MAGIC) throw notParquet(file)
  if (file.size < SMALLEST_FILE) throw cutShort(file, "the footer is missing")
  const tail = readBytes(file, file.size - 8, 8)
  const end = text(tail.subarray(4))
  if (end === ENCRYPTED_MAGIC) throw encrypted(file)
  if (end !== MAGIC) throw cutShort(file, "the footer is missing")
  const length = new DataView(tail.buffer).getUint32(0, true)
  if (length > file.size - SMALLEST_FILE)
    throw cutShort(file, `the footer is said to be ${grouped(length)} bytes long, longer than the file`)
  return parseFooter(file, readBytes(file, file.size - 8 - length, length + 8))
}

/**
 * hyparquet's parser takes memory as lengths ask for it, and types as the format has them: both are looked at before. What it still
 * cannot make sense of (statistics of a wrong length, a schema whose counts lead nowhere) has messages only for programmers.
 */
function parseFooter(file: OpenFile, footer: Uint8Array): Footer {
  try {
    checkStruct({ bytes: footer.subarray(0, footer.length - 8), at: 0 }, footerShape)
    const metadata = parquetMetadata(footer, { geoparquet: false })
    restoreMarks(metadata, footer)
    return { metadata, schema: parquetSchema(metadata) }
  } catch (cause) {
    const reason = cause instanceof Unreadable ? cause.message : "its parts do not fit each other"
    throw new InputError(`${file.path} is not a readable Parquet file: the footer is damaged: ${reason}`, {
      hint: "Write or download the file again.",
      cause,
    })
  }
}

/** Names of columns as they are written: hyparquet leaves out a U+FEFF at their start. Ids as in parquet.thrift. */
function restoreMarks(metadata: FileMetaData, footer: Uint8Array): void {
  if (!Buffer.from(footer.buffer, footer.byteOffset, footer.length).includes("\ufeff")) return
  const written = bytesInList({ bytes: footer, at: 0 }, 2, 4)
  metadata.schema.forEach((element, i) => {
    if (i < written.length && markLength(written[i]) > 0) element.name = `\ufeff${element.name}`
  })
}

function notParquet(file: OpenFile): InputError {
  return new InputError(`${file.path} is not a Parquet file: does not start with ${MAGIC}`, {
    hint: "If it holds text, give it the name ending .csv.",
  })
}

function encrypted(file: OpenFile): InputError {
  return new InputError(`${file.path} is an encrypted Parquet file, which is not supported`, {
    hint: "Decrypt it first.",
  })
}

function cutShort(file: OpenFile, what: string): InputError {
  return new InputError(`${file.path} is not a readable Parquet file: ${what}`, {
    hint: `The file may be cut short: ${grouped(file.size)} bytes.`,
  })
}

function text(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

function grouped(count: number): string {
  return count.toLocaleString("en-US")
}
