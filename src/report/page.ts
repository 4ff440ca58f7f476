/** Both pages, the report and the index: a template that was compiled by the build, its blocks, and a policy that allows no more. */
import { createHash } from "node:crypto"
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"
import { ownFile } from "../installation.js"

/** What scripts/build-pages.js makes of templates/: functions of a view, and the style and script blocks as text. */
interface Pages {
  pages: Record<string, (view: object) => string>
  blocks: Record<string, string>
}

const load = (): Pages => createRequire(import.meta.url)(fileURLToPath(ownFile("dist/pages.cjs"))) as Pages

/**
 * A function that renders a template over a view. The view gets `style`, `policy` and, where a script is named, `script`; the policy
 * lets the page use these blocks and nothing else.
 */
export function pageOf(template: string, script?: string): (view: object) => string {
  const { pages, blocks: texts } = load()
  const blocks = { style: texts["report.css"], ...(script === undefined ? {} : { script: texts[script] }) }
  const policy = [
    "default-src 'none'",
    ...Object.entries(blocks).map(([kind, text]) => `${kind}-src '${hash(text)}'`),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ")
  return (view) => pages[template]({ ...view, ...blocks, policy })
}

const hash = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`
