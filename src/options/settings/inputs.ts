/** How files are read. */
import type { ReadOptions } from "../../sources/source.js"
import type { Setting } from "../setting.js"
import { traceNames } from "../trace-names.js"
import { count, countFrom, file, names, oneOf, takes, text } from "../takes.js"

export const inputs = {
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
    about: "CSV: whether the first line holds names or data",
    otherwise: "detected",
    reads: "header",
  },
  skip: {
    takes: countFrom(0),
    about: "CSV: lines before the header to leave out",
    otherwise: "detected",
    reads: "skip",
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
} as const satisfies Readonly<Record<string, Setting & { reads: keyof ReadOptions }>>
