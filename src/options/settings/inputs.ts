/** How files are read. */
import type { ReadOptions } from "../../sources/source.js"
import type { Setting } from "../setting.js"
import { names, text } from "../takes.js"

export const inputs = {
  null_values: {
    takes: names,
    flag: "--null-values <a,b>",
    help: "CSV: texts that mean missing, beside the empty field",
    default: ["NA"],
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
} as const satisfies Readonly<Record<string, Setting & { reads: keyof ReadOptions }>>
