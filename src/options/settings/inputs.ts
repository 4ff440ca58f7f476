/** How files are read. */
import type { ReadOptions } from "../../sources/source.js"
import type { Setting, Settings } from "../setting.js"
import type { OptionalSchema } from "valibot"
import { traceNames } from "../trace-names.js"
import { count, countFrom, file, key, names, onOff, oneOf, openShare, takes, text } from "../takes.js"

type Reading = Readonly<Record<string, Setting & { reads: keyof ReadOptions }>>

/** What may differ between the sides. */
const ofOneSide = {
  null_values: {
    takes: names,
    flag: "--null-values <a,b>",
    help: "CSV: texts that mean missing, beside the empty field",
    default: ["NA", "\\N"],
    reads: "nullTokens",
  },
  delimiter: {
    takes: text,
    flag: "--delimiter <c>",
    help: "CSV: field separator",
    about: "CSV: the field separator",
    otherwise: "detected",
    reads: "delimiter",
  },
  header: {
    takes: oneOf(["row", "none"]),
    flag: "--header <which>",
    help: "CSV: whether the first line holds names (row) or data",
    otherwise: "detected",
    reads: "header",
  },
  skip: {
    takes: countFrom(0),
    flag: "--skip <n>",
    help: "CSV: lines before the header to leave out",
    otherwise: "detected",
    reads: "skip",
  },
  comment: {
    takes: text,
    flag: "--comment <c>",
    help: "CSV: what begins a line to leave out",
    about: "CSV: the character that begins a line to leave out, or `none`",
    otherwise: "# and % before the header",
    reads: "comment",
  },
  quote: {
    takes: text,
    flag: "--quote <c>",
    help: "CSV: what fields with the delimiter stand in, or none",
    about: "CSV: the character that fields with the delimiter in them stand in, or `none`",
    otherwise: '", or what is detected',
    reads: "quote",
  },
  escape: {
    takes: text,
    flag: "--escape <c>",
    help: "CSV: what escapes quotes, or none",
    about: "CSV: the character that takes the meaning from a quote, delimiter or line end behind it, or `none`",
    otherwise: "detected",
    reads: "escape",
  },
  decimal: {
    takes: oneOf([".", ","]),
    flag: "--decimal <c>",
    help: "CSV: the decimal mark of all numbers",
    otherwise: "judged by column",
    reads: "decimal",
  },
  thousands: {
    takes: text,
    flag: "--thousands <c>",
    help: "CSV: what separates the thousands of all numbers",
    otherwise: "judged by column",
    reads: "thousands",
  },
  encoding: {
    takes: text,
    flag: "--encoding <name>",
    help: "CSV, JSON: the encoding, such as windows-1252",
    about: "CSV and JSON: the encoding, such as `windows-1252`, `utf-16le` or `shift_jis`",
    otherwise: "UTF-8, or as a byte order mark says",
    reads: "encoding",
  },
  input_format: {
    takes: oneOf(["csv", "json-lines", "parquet", "arrow-ipc"]),
    flag: "--input-format <id>",
    help: "what the files are, whatever they are called",
    otherwise: "by ending or first bytes",
    reads: "format",
  },
  max_fields: {
    takes: countFrom(0),
    flag: "--max-fields <n>",
    help: "structures of at most n fields are read as these: geo.lat",
    about: "Structures of at most so many fields are read as their fields, such as `geo.lat`; 0: none",
    otherwise: "100",
    reads: "mostFields",
  },
  max_bytes: {
    takes: count,
    flag: "--max-bytes <n>",
    help: "most bytes that compressed data may unpack to",
    about:
      "The most bytes that a gzipped file, a Parquet column in a row group or a part of an Arrow batch may unpack to",
    otherwise: "1 GiB, or 100 times the stored size",
    reads: "maxBytes",
  },
} as const satisfies Reading

const ofBothSides = {
  hash: {
    takes: onOff,
    flag: "--no-hash",
    help: "do not hash the files: no run can tell then that it had the same ones",
    about: "Whether files are hashed (SHA-256), by which reports and history tell that two runs had the same ones",
    default: true,
    reads: "hash",
  },
  engine_sample: {
    takes: openShare,
    flag: "--engine-sample <share>",
    help: "SQL engines: look at this share of the rows only",
    about: "Tables in SQL engines: the share of their rows that is looked at, chosen by a hash; reports say so",
    otherwise: "all rows",
    reads: "sample",
  },
  engine_sample_key: {
    takes: text,
    flag: "--engine-sample-key <column>",
    help: "SQL engines: its hash chooses the rows: all of a key or none",
    about:
      "Tables in SQL engines: the column whose hash chooses the rows, so that all rows of a key are looked at or none",
    otherwise: "all columns",
    reads: "sampleKey",
  },
  endpoint: {
    takes: text,
    flag: "--endpoint <url>",
    help: "s3://: the address of a store that is not Amazon's",
    about:
      "s3:// addresses: where a store answers that is not Amazon's, such as `https://storage.googleapis.com`; `{bucket}` in it stands for the bucket",
    otherwise: "AWS_ENDPOINT_URL_S3, or Amazon",
    reads: "endpoint",
  },
  prices: {
    takes: file,
    flag: "--prices <file>",
    help: "LLM traces: what models cost, as LiteLLM's JSON lays it out",
    about:
      "LLM traces: a file of what models cost for each token, laid out as LiteLLM's; it decides even where traces state a cost",
    otherwise: "costs in the traces, then a built-in table",
    reads: "prices",
  },
  traces: {
    takes: takes((v) => v.map(v.picklist(traceNames), v.string()), { mapping: "names" }),
    about:
      "LLM traces: where what a trace has is found, by name: a column, or a path in JSON such as `usage.total.in`. Reports call it by the name here",
    reads: "traces",
  },
} as const satisfies Reading

const queryOf = (side: string) =>
  ({
    takes: text,
    about: `SQL that stands for the table of the ${side}, where its address names an engine and no table`,
  }) as const

/** What stands for a table in an engine. */
const queries = {
  reference_query: {
    ...queryOf("reference"),
    flag: "--reference-query <sql>",
    help: "SQL engines: what the reference is",
  },
  current_query: { ...queryOf("current data"), flag: "--current-query <sql>", help: "SQL engines: what current is" },
} as const satisfies Settings

export const inputs = { ...ofOneSide, ...ofBothSides, ...queries }

type OneSide = { [K in keyof typeof ofOneSide]: ReturnType<(typeof ofOneSide)[K]["takes"]["schema"]> }

/** What differs on one side. */
const oneSide = takes(
  (v) => {
    const rows = Object.entries(ofOneSide).map(([name, row]) => [
      name,
      key(v, row.takes.schema(v), `\`${name}\` of this side.`),
    ])
    return v.strictObject(Object.fromEntries(rows) as { [K in keyof OneSide]: OptionalSchema<OneSide[K], undefined> })
  },
  { mapping: "keys" },
)

/** Where the sides are read in different ways. */
export const sides = {
  "inputs.reference": {
    takes: oneSide,
    about: "How the reference is read, where that differs: any of the keys from `null_values` to `max_bytes`",
  },
  "inputs.current": {
    takes: oneSide,
    about: "How the current data are read, where that differs",
  },
} as const satisfies Settings
