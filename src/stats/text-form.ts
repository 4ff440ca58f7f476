import { isNullWord } from "./null-words.js"

/** A pattern that texts keep. */
export interface Form {
  /** "email", "uuid" …, or "code" for one learned from the texts themselves. */
  name: string
  /** A regular expression (flag u) that a whole text must match. */
  pattern: string
}

/** Rows that were held to a form, and those of another. */
export interface FormCounts {
  rows: number
  broken: number
  /** The most common texts of another form, at most 5; the first met before others as common. */
  examples: { value: string; count: number }[]
}

const fewestTexts = 20
const longestCode = 64
const mostShapes = 3
const enough = 0.99
const mostExamples = 5

const known: readonly Form[] = [
  { name: "uuid", pattern: "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}" },
  { name: "email", pattern: "[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+" },
  { name: "URL", pattern: "[a-z][a-z0-9+.\\-]*:\\/\\/\\S+" },
  { name: "IPv4 address", pattern: "\\d{1,3}(\\.\\d{1,3}){3}" },
  { name: "date", pattern: "\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+\\-]\\d{2}:?\\d{2})?)?" },
  { name: "phone number", pattern: "(?=.*[+ ()\\-])(?=(\\D*\\d){7})\\+?[\\d(][\\d ()\\/.\\-]*\\d" },
]

/** One of these characters only, all texts of one length: hashes, serial numbers. */
const alphabets = ["[0-9a-f]", "[0-9A-F]", "[0-9A-Z]", "[0-9a-z]", "[0-9A-Za-z]"]

/**
 * The form that at least 99 % of the rows keep: a known one, up to three shapes of letters, digits and signs ("AA-999"), or one
 * alphabet at one length. Null for prose, words, few different texts, and where no form holds. Blank texts and words for missing
 * are left out. `counts`: rows per text, aligned.
 */
export function learnForm(texts: readonly string[], counts: ArrayLike<number>): Form | null {
  const kept = texts.flatMap((text, i) => (isLeftOut(text) ? [] : [{ text, count: counts[i] }]))
  if (kept.length < fewestTexts || kept.some(({ text }) => text.length > 1000)) return null
  const rows = kept.reduce((sum, { count }) => sum + count, 0)
  const holds = ({ pattern }: Form) => {
    const whole = wholly(pattern)
    return kept.reduce((sum, { text, count }) => sum + (whole.test(text) ? count : 0), 0) >= enough * rows
  }
  return known.find(holds) ?? shapesOf(kept, rows) ?? oneAlphabet(kept, holds)
}

/** How many rows do not keep the form. Blank texts and words for missing are left out. */
export function holdToForm({ pattern }: Form, texts: readonly string[], counts: ArrayLike<number>): FormCounts {
  const whole = wholly(pattern)
  const broken: FormCounts["examples"] = []
  let rows = 0
  texts.forEach((value, i) => {
    if (isLeftOut(value)) return
    rows += counts[i]
    if (!whole.test(value)) broken.push({ value, count: counts[i] })
  })
  return {
    rows,
    broken: broken.reduce((sum, { count }) => sum + count, 0),
    examples: broken.sort((a, b) => b.count - a.count).slice(0, mostExamples),
  }
}

interface Counted {
  text: string
  count: number
}

const isLeftOut = (text: string) => text.trim() === "" || isNullWord(text.trim())
const wholly = (pattern: string) => new RegExp(`^(?:${pattern})$`, "u")

/** A run of characters of one class, with the lengths it was met in. */
interface Run {
  class: string
  from: number
  to: number
}

function shapesOf(texts: readonly Counted[], rows: number): Form | null {
  const shapes = new Map<string, { runs: Run[]; rows: number }>()
  for (const { text, count } of texts) {
    if (text.length > longestCode) return null
    const runs = runsOf(text)
    const key = runs.map((run) => run.class).join("\u0000")
    const same = shapes.get(key)
    if (same === undefined) shapes.set(key, { runs, rows: count })
    else {
      same.rows += count
      same.runs.forEach((run, i) => {
        run.from = Math.min(run.from, runs[i].from)
        run.to = Math.max(run.to, runs[i].to)
      })
    }
    if (shapes.size > 500) return null
  }
  const largest = Array.from(shapes.values())
    .sort((a, b) => b.rows - a.rows)
    .slice(0, mostShapes)
  let covered = 0
  const taken = largest.filter((shape) => {
    if (covered >= enough * rows) return false
    covered += shape.rows
    return true
  })
  if (covered < enough * rows || !taken.every(({ runs }) => isCode(runs))) return null
  return { name: "code", pattern: taken.map(({ runs }) => runs.map(toPattern).join("")).join("|") }
}

/** Codes hold a digit or a sign, or are capital letters of one length; anything else is words. */
function isCode(runs: readonly Run[]): boolean {
  const fixedCapitals = runs.length === 1 && runs[0].class === "[A-Z]" && runs[0].from === runs[0].to
  return fixedCapitals || (runs.length <= 12 && runs.some((run) => !/^(\[A-Z\]|\[a-z\]|\\p\{L\}|\\s)$/.test(run.class)))
}

function runsOf(text: string): Run[] {
  const runs: Run[] = []
  for (const letter of text) {
    const name = classOf(letter)
    const last = runs.at(-1)
    if (last?.class === name) last.from = ++last.to
    else runs.push({ class: name, from: 1, to: 1 })
  }
  return runs
}

function classOf(letter: string): string {
  if (letter >= "0" && letter <= "9") return "\\d"
  if (letter >= "A" && letter <= "Z") return "[A-Z]"
  if (letter >= "a" && letter <= "z") return "[a-z]"
  if (/\s/.test(letter)) return "\\s"
  if (/\p{L}/u.test(letter)) return "\\p{L}"
  return letter.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")
}

/** Runs that were always as long stay so; others may have any length. */
function toPattern(run: Run): string {
  if (run.from !== run.to) return `${run.class}+`
  return run.from === 1 ? run.class : `${run.class}{${run.from}}`
}

function oneAlphabet(texts: readonly Counted[], holds: (form: Form) => boolean): Form | null {
  const byLength = new Map<number, number>()
  for (const { text, count } of texts) byLength.set(text.length, (byLength.get(text.length) ?? 0) + count)
  const [length] = Array.from(byLength).reduce((a, b) => (b[1] > a[1] ? b : a))
  if (length < 4 || length > longestCode * 2 || !texts.some(({ text }) => /\d/.test(text))) return null
  const forms = alphabets.map((letters) => ({ name: "code", pattern: `${letters}{${length}}` }))
  return forms.find(holds) ?? null
}
