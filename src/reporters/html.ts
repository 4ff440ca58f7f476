import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import Handlebars from "handlebars"
import type { RenderOptions, Report, Reporter } from "../model.js"
import { iconDefinitions, logo } from "../report/charts/icons.js"
import { viewOf } from "../report/view.js"

/** Beside `src` and `dist`: both lie two levels above this file. */
const templates = new URL("../../templates/", import.meta.url)

/** A text file of the templates; line feeds only, because a browser hashes a block after it has read its line ends so. */
const read = (name: string) => readFileSync(new URL(name, templates), "utf8").replaceAll("\r\n", "\n")

interface Page {
  render: (view: object) => string
  style: string
  script: string
  /** What the page may do: its one style block and its one script block, and nothing else. */
  policy: string
}

let page: Page | null = null

/** The compiled templates, read once. */
function load(): Page {
  const engine = Handlebars.create()
  for (const file of readdirSync(new URL("partials/", templates))) {
    if (file.endsWith(".hbs")) engine.registerPartial(file.slice(0, -4), read(`partials/${file}`).trimEnd())
  }
  // Strict: a name that the view does not have is a mistake in a template, not an empty place on the page.
  const render = engine.compile(read("report.hbs"), { strict: true, knownHelpersOnly: true, preventIndent: true })
  const [style, script] = [read("report.css"), read("report.js")]
  const policy = [
    "default-src 'none'",
    `style-src '${hash(style)}'`,
    `script-src '${hash(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ")
  return { render, style, script, policy }
}

const hash = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`

function render(report: Report, { allDetails = false }: Pick<RenderOptions, "allDetails"> = {}): string {
  page ??= load()
  const { style, script, policy } = page
  return page.render({
    ...viewOf(report, allDetails),
    style,
    script,
    policy,
    logo_svg: logo,
    icons_svg: iconDefinitions(),
  })
}

export default {
  meta: {
    title: "HTML page",
    description: "One self-contained page that opens offline: verdict, columns with charts, data quality, setup.",
  },
  render,
} satisfies Reporter
