import type { Reporter } from "../model.js"
import { longColumns, longTable } from "../report/long-table.js"
import { visible } from "../words/escape.js"

/**
 * Texts that a spreadsheet would take for a formula, and those that begin with an apostrophe already: each gets an apostrophe in
 * front, so that taking one off gives every text back. Source: OWASP, CSV Injection.
 */
const formula = /^['=+\-@＝＋－＠\t\r]/

/**
 * The results as one long table (RFC 4180, UTF-8, lines end in a line feed). A missing value is an empty field, an empty text is `""`.
 * Unprintable characters are spelt out, because the table may go to a terminal.
 */
export default {
  meta: {
    title: "CSV table",
    description: "The results as one long table, a row for each finding, for a spreadsheet or a warehouse.",
    file: "the results as one long CSV table",
    stdout: true,
  },

  async render(report) {
    const { default: papaparse } = await import("papaparse")
    const rows = longTable(report).map((row) =>
      Object.values(row).map((cell) => (typeof cell === "string" ? visible(cell) : cell)),
    )
    const text = papaparse.unparse(
      { fields: Object.keys(longColumns), data: rows },
      { newline: "\n", quotes: (cell) => cell === "", escapeFormulae: formula },
    )
    return `${text}\n`
  },
} satisfies Reporter
