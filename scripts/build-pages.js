// Writes dist/pages.cjs, all that the program needs of templates/: each page as a function of its view, and the blocks as text.
// The templates are compiled here, so that a run brings only the engine's runtime, and needs no code made from strings.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import Handlebars from "handlebars"
import { rolldown } from "rolldown"

const root = new URL("../", import.meta.url)

/** A text file of the templates; line feeds only, because a browser hashes a block after it has read its line ends so. */
const read = (name) => readFileSync(new URL(`templates/${name}`, root), "utf8").replaceAll("\r\n", "\n")

const namesIn = (folder, ending) =>
  readdirSync(new URL(`templates/${folder}`, root))
    .filter((name) => name.endsWith(ending))
    .sort()

// Strict: a name that the view does not have is a mistake in a template, not an empty place on the page.
const compiled = (text) => Handlebars.precompile(text, { strict: true, knownHelpersOnly: true, preventIndent: true })

const partials = namesIn("partials", ".hbs").map(
  (name) =>
    `engine.registerPartial("${name.slice(0, -4)}", engine.template(${compiled(read(`partials/${name}`).trimEnd())}))`,
)
const pages = namesIn("", ".hbs").map((name) => `"${name}": engine.template(${compiled(read(name))}),`)
/** Every page carries its style and script: without comments, indentation and blank lines; of the style, without line ends. */
const slimStyle = (css) =>
  css
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/^\s+/gm, "")
    .replace(/([{};,])\n/g, "$1")
const slimScript = (script) => script.replace(/^\s*\/\/.*$/gm, "").replace(/^\s+/gm, "")
const blocks = [
  ...namesIn("", ".css").map((name) => `"${name}": ${JSON.stringify(slimStyle(read(name)))},`),
  ...namesIn("", ".js").map((name) => `"${name}": ${JSON.stringify(slimScript(read(name)))},`),
]

const licence = readFileSync(new URL("node_modules/handlebars/LICENSE", root), "utf8")

const entry = `import Handlebars from "handlebars/runtime"
const engine = Handlebars.create()
${partials.join("\n")}
export const pages = {\n${pages.join("\n")}\n}
export const blocks = {\n${blocks.join("\n")}\n}
`

/** Vitest calls it once before the tests, so that they see the templates as they are. */
export default async function buildPages() {
  const id = fileURLToPath(new URL("scripts/pages-entry.js", root))
  const bundle = await rolldown({
    input: id,
    platform: "node",
    plugins: [
      { name: "entry", resolveId: (asked) => (asked === id ? id : null), load: (at) => (at === id ? entry : null) },
    ],
  })
  mkdirSync(new URL("dist/", root), { recursive: true })
  const { output } = await bundle.generate({ format: "cjs", minify: true, comments: { legal: false } })
  await bundle.close()
  writeFileSync(new URL("dist/pages.cjs", root), `/*! With the runtime of Handlebars:\n${licence}*/\n${output[0].code}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPages()
