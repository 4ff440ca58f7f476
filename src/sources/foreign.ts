import { InputError } from "../errors.js"

interface Signature {
  what: string
  /** First bytes, a character each; `at`: where they stand, 0 unless said. */
  bytes: string
  at?: number
  hint: (path: string) => string
}

const asParquet = () => "write its table as Parquet or CSV"
const unpack = (command: string) => (path: string) =>
  `unpack it on the way: ${command} ${path} | driftcheck compare ref.csv - (gzip and Zstandard are read as they are)`

const signatures: readonly Signature[] = [
  {
    what: "an .xlsx, .ods or .zip archive",
    bytes: "PK\x03\x04",
    hint: () => "a workbook: save the sheet as CSV, or pandas.read_excel(…).to_parquet(…); an archive: unzip it",
  },
  {
    what: "an old Excel workbook (.xls)",
    bytes: "\xd0\xcf\x11\xe0",
    hint: () => "save the sheet as CSV, or pandas.read_excel(…).to_parquet(…)",
  },
  { what: "a Parquet file", bytes: "PAR1", hint: () => "name it .parquet, or say --input-format parquet" },
  { what: "an Arrow file", bytes: "ARROW1", hint: () => "name it .arrow, or say --input-format arrow-ipc" },
  { what: "bzip2 data", bytes: "BZh", hint: unpack("bzip2 -dc") },
  { what: "xz data", bytes: "\xfd7zXZ\0", hint: unpack("xz -dc") },
  { what: "lz4 data", bytes: "\x04\x22\x4d\x18", hint: unpack("lz4 -dc") },
  { what: "a 7z archive", bytes: "7z\xbc\xaf\x27\x1c", hint: () => "unpack it first" },
  { what: "a tar archive", bytes: "ustar", at: 257, hint: () => "unpack it: tar -xf; a folder of part files is read" },
  { what: "an ORC file", bytes: "ORC", hint: () => "write it as Parquet: pyarrow.orc.read_table, then write_table" },
  { what: "an Avro file", bytes: "Obj\x01", hint: () => "write it as Parquet" },
  { what: "an HDF5 file", bytes: "\x89HDF", hint: asParquet },
  {
    what: "an SQLite database",
    bytes: "SQLite format 3\0",
    hint: () => sqlHint('sqlite3 -header -csv data.db "SELECT …"'),
  },
  { what: "a DuckDB database", bytes: "DUCK", at: 8, hint: () => sqlHint('duckdb data.db -csv -c "SELECT …"') },
  {
    what: "a NumPy array",
    bytes: "\x93NUMPY",
    hint: () => "write it as Parquet: pandas.DataFrame(numpy.load(…)).to_parquet(…)",
  },
  {
    what: "a pickle",
    bytes: "\x80",
    hint: () => "driftcheck runs no code from files: pandas.read_pickle(…).to_parquet(…)",
  },
  ...["q", "r", "s"].map((version) => ({
    what: "a Stata file",
    bytes: `${version}\x02\x01\0`,
    hint: () => "pandas.read_stata(…).to_parquet(…)",
  })),
  { what: "a Stata file", bytes: "<stata_dta>", hint: () => "pandas.read_stata(…).to_parquet(…)" },
  {
    what: "a SAS data set",
    bytes: "\xc2\xea\x81\x60\xb3\x14\x11\xcf",
    at: 12,
    hint: () => "pandas.read_sas(…).to_parquet(…)",
  },
  {
    what: "a SAS transport file",
    bytes: "HEADER RECORD*******LIBRARY",
    hint: () => "pandas.read_sas(…).to_parquet(…)",
  },
  { what: "an SPSS file", bytes: "$FL2", hint: () => "pandas.read_spss(…).to_parquet(…)" },
  { what: "an R data file", bytes: "RDX", hint: () => "write it as Parquet: arrow::write_parquet" },
  {
    what: "a Git LFS pointer, not the data",
    bytes: "version https://git-lfs",
    hint: () => "`git lfs pull` fetches what it stands for",
  },
  { what: "an HTML page", bytes: "<!DOCTYPE html", hint: () => "was it a login or error page that was downloaded?" },
  { what: "an HTML page", bytes: "<html", hint: () => "was it a login or error page that was downloaded?" },
  { what: "a PDF", bytes: "%PDF", hint: () => "only tables are read" },
]

const sqlHint = (command: string) =>
  `write its table as Parquet or CSV, or pipe it: ${command} | driftcheck compare ref.csv -`

/** How many bytes show what a file is. */
export const foreignBytes = 300

/** What a file is by its first bytes, and what would work; null where they are not those of anything known. */
export function foreignKind(head: Buffer, path: string): { what: string; hint: string } | null {
  const start = head.toString("latin1", 0, foreignBytes).replace(/^\s+(?=<)/, "")
  const found = signatures.find(({ bytes, at = 0 }) => start.startsWith(bytes, at) || sameWord(start, bytes))
  if (found === undefined || (found.what === "a pickle" && !(head[1] >= 2 && head[1] <= 5))) return null
  return { what: found.what, hint: found.hint(path) }
}

/** HTML is written in any case. */
const sameWord = (start: string, bytes: string) =>
  bytes.startsWith("<") && start.toLowerCase().startsWith(bytes.toLowerCase())

/** Throws InputError when a file's first bytes are those of something that is no text. */
export function refuseForeign(head: Buffer, path: string): void {
  const found = foreignKind(head, path)
  if (found !== null) throw new InputError(`${path}: not CSV but ${found.what}`, { hint: found.hint })
  const zero = head.indexOf(0)
  if (zero < 0) return
  const line = head.subarray(0, zero).toString("latin1").split("\n").length
  throw isSpread(head)
    ? new InputError(`${path}: UTF-16 text without a byte order mark`, {
        hint: `--encoding ${head[0] === 0 ? "utf-16be" : "utf-16le"} reads it`,
      })
    : new InputError(`${path} line ${line}: a zero byte, at offset ${zero}`, {
        hint: "texts hold none: is the file binary, or damaged?",
      })
}

/** Whether about every other byte is zero, as in UTF-16. */
function isSpread(head: Buffer): boolean {
  const zeros = (from: number) => head.filter((byte, i) => i % 2 === from && byte === 0).length
  return Math.max(zeros(0), zeros(1)) > 0.4 * (head.length / 2)
}
