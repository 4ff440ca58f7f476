import type { Reporter } from "../model.js"
import { visible } from "../words/escape.js"

/** Tab-separated: exit code, verdict, drifted and tested columns, and the current data's name. */
export default {
  meta: {
    title: "One line",
    description: "the verdict in one line, for a log",
    file: "the verdict in one line",
    stdout: true,
  },

  render({ verdict, drift, current }) {
    const columns = `${drift.drifted_columns}/${drift.tested_columns}`
    return `${[verdict.exit_code, verdict.status, columns, visible(current.label)].join("\t")}\n`
  },
} satisfies Reporter
