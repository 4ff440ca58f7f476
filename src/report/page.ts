/** The engine behind both pages, the report and the index: templates compiled once, one style block, and a policy that allows no more. */
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import Handlebars from "handlebars"

/** Beside `src` and `dist`: both lie two levels above this file. */
const templates = new URL("../../templates/", import.meta.url)

/** A text file of the templates; line feeds only, because a browser hashes a block after it has read its line ends so. */
const read = (name: string) => readFileSync(new URL(name, templates), "utf8").replaceAll("\r\n", "\n")

/**
 * A function that renders a template over a view. The view gets `style`, `policy` and, where a script is named, `script`; the policy
 * lets the page use these blocks and nothing else.
 */
export function pageOf(template: string, script?: string): (view: object) => string {
  const engine = Handlebars.create()
  for (const file of readdirSync(new URL("partials/", templates))) {
    if (file.endsWith(".hbs")) engine.registerPartial(file.slice(0, -4), read(`partials/${file}`).trimEnd())
  }
  // Strict: a name that the view does not have is a mistake in a template, not an empty place on the page.
  const render = engine.compile(read(template), { strict: true, knownHelpersOnly: true, preventIndent: true })
  const style = read("report.css")
  const blocks = { style, ...(script === undefined ? {} : { script: read(script) }) }
  const policy = [
    "default-src 'none'",
    ...Object.entries(blocks).map(([kind, text]) => `${kind}-src '${hash(text)}'`),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ")
  return (view) => render({ ...view, ...blocks, policy })
}

const hash = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`
