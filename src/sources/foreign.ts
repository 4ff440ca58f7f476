import { InputError } from "../errors.js"

interface Signature {
  what: string
  bytes: readonly number[]
  hint: (path: string) => string
}

const toUtf8 = (from: string) => (path: string) => `convert it: iconv -f ${from} -t UTF-8 ${path} > utf8.csv`

const signatures: readonly Signature[] = [
  { what: "UTF-16 text", bytes: [0xff, 0xfe], hint: toUtf8("UTF-16") },
  { what: "UTF-16 text", bytes: [0xfe, 0xff], hint: toUtf8("UTF-16") },
  {
    what: "a zip archive",
    bytes: [0x50, 0x4b, 3, 4],
    hint: () => "unzip it first (an .xlsx file: save the sheet as CSV)",
  },
  { what: "a Parquet file", bytes: [0x50, 0x41, 0x52, 0x31], hint: () => "name it .parquet" },
  { what: "an Arrow file", bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], hint: () => "name it .arrow or .feather" },
  { what: "Zstandard data", bytes: [0x28, 0xb5, 0x2f, 0xfd], hint: () => "unpack it first; gzip is read as it is" },
  { what: "bzip2 data", bytes: [0x42, 0x5a, 0x68, 0x39], hint: () => "unpack it first; gzip is read as it is" },
  { what: "an ORC file", bytes: [0x4f, 0x52, 0x43], hint: () => "write it as Parquet" },
  { what: "an Avro file", bytes: [0x4f, 0x62, 0x6a, 1], hint: () => "write it as Parquet" },
  { what: "an HDF5 file", bytes: [0x89, 0x48, 0x44, 0x46], hint: () => "write its table as Parquet" },
  { what: "an SQLite database", bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], hint: () => "write its table as CSV" },
]

/** What a file is by its first bytes, and what would work; null where they are not those of anything known. */
export function foreignKind(head: Buffer, path: string): { what: string; hint: string } | null {
  const found = signatures.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte))
  return found === undefined ? null : { what: found.what, hint: found.hint(path) }
}

/** Throws InputError when a file's first bytes are those of something that is not CSV text in UTF-8. */
export function refuseForeign(head: Buffer, path: string): void {
  const found = foreignKind(head, path)
  if (found !== null) throw new InputError(`${path}: not CSV in UTF-8 but ${found.what}`, { hint: found.hint })
  const zero = head.indexOf(0)
  if (zero >= 0)
    throw new InputError(`${path}: not a text file: byte ${zero} is zero`, {
      hint: "CSV in UTF-8 is expected; UTF-16 has to be converted (iconv -f UTF-16 -t UTF-8)",
    })
}
