import { readBytes } from "../../files/open-file.js"
import type { OpenFile } from "../../model.js"
import { Unreadable } from "../shared/unreadable.js"
import { parseBatch, type Batch } from "./batch.js"
import { int64, int64At, int8, list, rootTable, table, type Table } from "./flatbuffer.js"
import { isTrue, noteOf, parseSchema, type Field } from "./schema.js"

/** What an Arrow file or stream holds, without its values. */
export interface Contents {
  fields: Field[]
  batches: Batch[]
  /** What pandas noted of its data frame, as JSON. */
  pandas: string | undefined
}

const MAGIC = "ARROW1"
const FEATHER_1 = "FEA1"
/** Magic and padding; then at the end the footer's length and the magic again. */
const HEAD = 8
const TAIL = 10
const CONTINUES = 0xffffffff
const Header = { schema: 1, dictionary: 2, batch: 3 }
/** A schema of 100,000 fields takes a tenth of it. */
const MAX_METADATA = 2 ** 28

interface Message {
  /** See Header. */
  kind: number
  header: Table
  bodyAt: number
  bodyLength: number
}

/** The record batches of a file, by its footer, or of a stream, from first to last. Throws Unreadable. */
export function readContents(file: OpenFile): Contents {
  const start = Buffer.from(readBytes(file, 0, Math.min(MAGIC.length, file.size))).toString("latin1")
  if (start.startsWith(FEATHER_1))
    throw new Unreadable("it is Feather version 1", { hint: "Only version 2 is read: write the file again." })
  return start === MAGIC ? readByFooter(file) : readStream(file)
}

function readByFooter(file: OpenFile): Contents {
  const footer = readFooter(file)
  const schema = table(footer, 1)
  if (schema === null) throw new Unreadable("the footer has no schema")
  const dictionaries = new Map<number, Batch[]>()
  for (const message of blocks(file, footer, 2)) addDictionary(dictionaries, message)
  const batches = blocks(file, footer, 3).map((message) => {
    if (message.kind !== Header.batch) throw new Unreadable("the footer names a record batch where there is none")
    return { ...parseBatch(message.header, message.bodyAt, message.bodyLength), dictionaries }
  })
  return { fields: parseSchema(schema), batches, pandas: noteOf(schema, "pandas") }
}

function readFooter(file: OpenFile): Table {
  const cut = () => new Unreadable("the footer is missing", { hint: `Was it cut short? It has ${file.size} bytes.` })
  if (file.size < HEAD + TAIL) throw cut()
  const tail = Buffer.from(readBytes(file, file.size - TAIL, TAIL))
  if (tail.toString("latin1", 4) !== MAGIC) throw cut()
  const length = tail.readInt32LE(0)
  if (length <= 0 || length > file.size - HEAD - TAIL)
    throw new Unreadable(`the footer is said to be ${length} bytes long`)
  return rootTable(readBytes(file, file.size - TAIL - length, length))
}

/** The messages that list `index` of the footer names: position, length of the metadata, length of the body. */
function blocks(file: OpenFile, footer: Table, index: number): Message[] {
  const { view, at, length } = list(footer, index, 24)
  return Array.from({ length }, (_, i) => {
    const message = readMessage(file, int64At(view, at + 24 * i))
    if (message === null) throw new Unreadable("the footer names a message that is not there")
    return message
  })
}

/** A dictionary applies to the batches that follow it, until another one of its id takes its place or adds to it. */
function readStream(file: OpenFile): Contents {
  const first = readMessage(file, 0)
  if (first?.kind !== Header.schema)
    throw new Unreadable("it starts with neither ARROW1 nor a schema", {
      hint: "Arrow IPC files and streams and Feather version 2 are read.",
    })
  const fields = parseSchema(first.header)
  const batches: Batch[] = []
  let dictionaries = new Map<number, Batch[]>()
  let message = readMessage(file, first.bodyAt + first.bodyLength)
  for (; message !== null; message = readMessage(file, message.bodyAt + message.bodyLength)) {
    if (message.kind === Header.dictionary) {
      dictionaries = new Map(dictionaries)
      addDictionary(dictionaries, message)
    } else if (message.kind === Header.batch) {
      batches.push({ ...parseBatch(message.header, message.bodyAt, message.bodyLength), dictionaries })
    } else throw new Unreadable(`a message is of the unknown kind ${message.kind}`)
  }
  return { fields, batches, pandas: noteOf(first.header, "pandas") }
}

function addDictionary(dictionaries: Map<number, Batch[]>, { kind, header, bodyAt, bodyLength }: Message): void {
  const data = table(header, 1)
  if (kind !== Header.dictionary || data === null) throw new Unreadable("a dictionary is not where it should be")
  const id = int64(header, 0)
  const batch = parseBatch(data, bodyAt, bodyLength)
  dictionaries.set(id, isTrue(header, 2) ? [...(dictionaries.get(id) ?? []), batch] : [batch])
}

/** The message at byte `at`; null at the end of the stream, be it marked or not. */
function readMessage(file: OpenFile, at: number): Message | null {
  if (!Number.isSafeInteger(at) || at < 0 || at > file.size) throw new Unreadable("a message lies outside the file")
  if (at === file.size) return null
  const start = Buffer.from(readBytes(file, at, Math.min(8, file.size - at)))
  if (start.length < 4) throw new Unreadable("it ends inside a message")
  // Before Arrow 0.15 a message began with its length.
  const marked = start.readUInt32LE(0) === CONTINUES
  if (marked && start.length < 8) throw new Unreadable("it ends inside a message")
  const metadataAt = at + (marked ? 8 : 4)
  const length = start.readInt32LE(marked ? 4 : 0)
  if (length === 0) return null
  if (length < 0 || length > MAX_METADATA || length > file.size - metadataAt)
    throw new Unreadable("it ends inside a message, or the length of a message is damaged")
  return parseMessage(file, readBytes(file, metadataAt, length), metadataAt + length)
}

function parseMessage(file: OpenFile, metadata: Uint8Array, bodyAt: number): Message {
  const message = rootTable(metadata)
  const header = table(message, 2)
  if (header === null) throw new Unreadable("a message has no header")
  const bodyLength = int64(message, 3)
  if (!Number.isSafeInteger(bodyLength) || bodyLength < 0 || bodyLength > file.size - bodyAt)
    throw new Unreadable("it ends inside a message, or the length of a message is damaged")
  return { kind: int8(message, 1, 0), header, bodyAt, bodyLength }
}
