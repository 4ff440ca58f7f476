import { InputError } from "../../errors.js"

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
]

/** Throws InputError when a file's first bytes are those of something that is not CSV text in UTF-8. */
export function refuseForeign(head: Buffer, path: string): void {
  const found = signatures.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte))
  if (found) throw new InputError(`${path}: not CSV in UTF-8 but ${found.what}`, { hint: found.hint(path) })
  const zero = head.indexOf(0)
  if (zero >= 0)
    throw new InputError(`${path}: not a text file: byte ${zero} is zero`, {
      hint: "CSV in UTF-8 is expected; UTF-16 has to be converted (iconv -f UTF-16 -t UTF-8)",
    })
}
