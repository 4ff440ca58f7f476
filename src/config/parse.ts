import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from "yaml"
import type { Mistake, Path, Place } from "./mistake.js"

/** A parsed file: its values, and where each stands. */
export interface Parsed {
  /** Objects without a prototype, Maps where the keys are names that a user chose, lists, and plain values. */
  value: unknown
  /** Faults of the text itself; `value` is then of no use. */
  mistakes: Mistake[]
  /** Line and column, from 1, of the key (or the item of a list) at this path; of what is nearest to it where it is not there. */
  keyAt: (path: Path) => Place
  /** The same of its value. */
  valueAt: (path: Path) => Place
}

/** Values that aliases may repeat, all together: ten of ten of ten … would fill the memory. */
const mostRepeated = 10_000

/** Deep enough for every documented key, so that a file cannot exhaust the stack. */
const deepest = 20

/** What a YAML or JSON text says; YAML 1.2 holds JSON, so one parser reads both. `named`: whether the keys at a path are names. */
export function parseText(text: string, named: (path: Path) => boolean): Parsed {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2" })
  const keys = new Map<string, number>()
  const values = new Map<string, number>()
  const mistakes = faults(document, text)
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const nearest = (offsets: ReadonlyMap<string, number>) => (path: Path) => {
    for (let length = path.length; length > 0; length--) {
      const offset = (length === path.length ? offsets : keys).get(pathKey(path.slice(0, length)))
      if (offset !== undefined) return at(offset)
    }
    return at(document.contents?.range[0] ?? 0)
  }

  let repeated = 0
  const convert = (node: Node | null, path: Path, isRepeated = false): unknown => {
    if (path.length > deepest) throw new Error("lists and mappings are nested too deeply")
    if (isRepeated && ++repeated > mostRepeated) throw new Error(`aliases repeat more than ${mostRepeated} values`)
    if (node?.range) values.set(pathKey(path), node.range[0])
    if (isAlias(node)) return convert(node.resolve(document) ?? null, path, true)
    if (isSeq(node))
      return node.items.map((item, i) => {
        const child = item as Node
        keys.set(pathKey([...path, i]), child.range?.[0] ?? 0)
        return convert(child, [...path, i], isRepeated)
      })
    if (isMap(node)) {
      const entries = node.items.filter(isPair).map((pair) => {
        const key = keyText(pair.key)
        const child = [...path, key]
        keys.set(pathKey(child), (pair.key as Node | null)?.range?.[0] ?? 0)
        return [key, convert(pair.value as Node | null, child, isRepeated)] as const
      })
      if (named(path)) return new Map(entries)
      const object = Object.create(null) as Record<string, unknown>
      for (const [key, value] of entries) object[key] = value
      return object
    }
    return isScalar(node) ? node.value : null
  }

  let value: unknown = null
  try {
    if (mistakes.length === 0) value = convert(document.contents, [])
  } catch (error) {
    mistakes.push({ offset: 0, path: [], message: error instanceof Error ? error.message : String(error) })
  }
  return {
    value,
    mistakes: mistakes.map(({ offset, ...mistake }) => ({ ...mistake, place: at(offset) })),
    keyAt: nearest(keys),
    valueAt: nearest(values),
  }
}

const pathKey = (path: Path) => JSON.stringify(path)

/** A key as it is written: 1.0 and 0x10 are names here, not numbers. */
function keyText(key: unknown): string {
  if (!isScalar(key)) return String(key)
  const written = key.type === "PLAIN" ? key.source : undefined
  return written ?? (typeof key.value === "string" ? key.value : "")
}

type Fault = Omit<Mistake, "place"> & { offset: number }

/** What the parser complains of, in words of this page's readers; tags count, because a configuration holds data only. */
function faults(document: Document.Parsed, text: string): Fault[] {
  return [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    path: [],
    offset: pos[0],
    ...faultWords(code, message, text.slice(pos[0], pos[0] + 200)),
  }))
}

function faultWords(code: string, message: string, source: string): Pick<Mistake, "message" | "hint"> {
  if (code === "DUPLICATE_KEY") {
    const key = /^\s*("[^"\n]*"|'[^'\n]*'|[^:\n]*)/.exec(source)?.[1].trim() ?? ""
    return { message: `the key ${JSON.stringify(unquoted(key))} is there twice`, hint: "keep one of the two" }
  }
  if (code === "TAB_AS_INDENT")
    return { message: "a tab indents this line", hint: "YAML is indented with spaces; replace the tab by two" }
  if (code === "TAG_RESOLVE_FAILED")
    return { message: "tags are not taken", hint: "a configuration holds data only: text, numbers, lists and mappings" }
  if (code === "MULTIPLE_DOCS") return { message: "a second document begins here", hint: "one file holds one document" }
  const plain = message.split("\n")[0].replace(/ at line \d+, column \d+:?$/, "")
  return { message: `not YAML: ${plain.charAt(0).toLowerCase()}${plain.slice(1)}` }
}

const unquoted = (key: string) => key.replace(/^(["'])(.*)\1$/, "$2")
