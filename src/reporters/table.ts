import type { RenderOptions, Report, Reporter } from "../model.js"
import { contextOf } from "../report/context.js"
import { readable, visible } from "../words/escape.js"
import { styleOf } from "../report/terminal/style.js"
import { sides } from "../report/terminal/sides.js"
import { schema } from "../report/terminal/schema.js"
import { columns } from "../report/terminal/columns.js"
import { findings } from "../report/terminal/findings.js"
import { metrics } from "../report/terminal/metrics.js"
import { chunks, shift, proxies } from "../report/terminal/outcomes.js"
import { llm } from "../report/terminal/llm.js"
import { segments } from "../report/terminal/segments.js"
import { together, notes } from "../report/terminal/notes.js"
import { verdict } from "../report/terminal/verdict.js"

async function render(untrusted: Report, options: RenderOptions): Promise<string> {
  const style = await styleOf(options)
  const context = contextOf(readable(untrusted, (text) => style.letters(visible(text))))
  const blocks = [
    sides(context.report, style),
    schema(context, style),
    columns(context, style, options),
    metrics(context, style, options),
    chunks(context, style, options),
    shift(context, style, options),
    proxies(context, style, options),
    llm(context, style),
    findings(context, style, options),
    segments(context, style, options),
    together(context, style, options),
    notes(context, style, options),
    verdict(context, style, options),
  ]
  const text = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")
  return `${style.letters(text).replace(/[^\S\n]+$/gm, "")}\n`
}

export default {
  meta: {
    title: "Table",
    description: "A table for the terminal: what drifted, what failed, the verdict last.",
    file: null,
    stdout: true,
  },
  render,
} satisfies Reporter
