import type { RenderOptions } from "../../model.js"
import type { Context } from "../context.js"
import { plural, share } from "../../words/format.js"
import type { Style } from "./style.js"
import { wrapped } from "../../words/wrap.js"
import { togetherSentence } from "../view-together.js"

export function together({ report }: Context, { paint, signs, name }: Style, { width, wrap }: RenderOptions): string[] {
  return report.multivariate.flatMap((result) => {
    const top = result.columns.filter((column) => column.share > 0).slice(0, 3)
    const named = top.map((column) => `${name(column.name)} ${share(column.share)}`).join(", ")
    const sign = result.status === "drift" ? paint.red(signs.drift) : signs[result.status]
    const said = `${togetherSentence(result)}${named === "" ? "" : ` Most by ${named}.`}`
    const [first, ...rest] = wrapped(`  ${said}`, wrap ? width : null, `  ${result.title}`)
    return [`${sign} ${paint.bold(result.title)}${first.slice(2 + result.title.length)}`, ...rest]
  })
}

const mostNotes = 5

export function notes({ report }: Context, { paint, signs }: Style, { all, width, wrap }: RenderOptions): string[] {
  const mark = `${signs.warn} note   `
  const shown = all ? report.warnings : report.warnings.slice(0, mostNotes)
  const rest = report.warnings.length - shown.length
  return [
    ...shown.flatMap((warning) =>
      wrapped(warning, wrap ? width : null, `${mark}  `).map((line, i) =>
        i === 0 ? paint.yellow(mark) + line.slice(mark.length) : line,
      ),
    ),
    ...(rest > 0 ? [paint.dim(`  ${plural(rest, "more note")}. List them with --all.`)] : []),
  ]
}
