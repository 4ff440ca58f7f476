import type { RenderOptions } from "../../model.js"
import { wrapped } from "../../words/wrap.js"

/** Lines with a title each, their texts one below the other. */
export function titled(lines: readonly (readonly [title: string, text: string])[]): string[] {
  const longest = Math.max(...lines.map(([title]) => title.length))
  return lines.map(([title, text]) => `  ${title.padEnd(longest)}  ${text}`)
}

interface Sentence<Part> {
  mark: Part
  about: Part
}

/** "mark  about: text" broken into the width of a terminal, the text below itself, its mark and what it is about in their colours. */
export function sentence(
  { mark, about, text }: Sentence<string> & { text: string },
  colors: Sentence<(text: string) => string>,
  { width, wrap }: RenderOptions,
): string[] {
  const head = about === "" ? "" : `${about}: `
  const [first, ...rest] = wrapped(head + text, wrap ? width : null, `${mark}  `)
  const said = first.slice(mark.length + 2)
  const whole = about !== "" && said.startsWith(`${about}:`)
  return [`${colors.mark(mark)}  ${whole ? colors.about(about) + said.slice(about.length) : said}`, ...rest]
}
