import type { RenderOptions, Reporter } from "../model.js"
import { dense } from "../report/json/dense.js"
import { report } from "../report/json/report-fields.js"
import { write, writeCompact } from "../report/json/write.js"

export default {
  meta: {
    title: "JSON",
    description: "The whole report as data; field names are a contract (schema_version 2).",
    file: "the JSON report",
    stdout: true,
  },
  render(result, { compact = false, allDetails = false }: Pick<RenderOptions, "compact" | "allDetails"> = {}) {
    if (!compact) return `${write(result, report, "", "report")}\n`
    return `${writeCompact(dense(result, allDetails), report, 2, "report")}\n`
  },
} satisfies Reporter
