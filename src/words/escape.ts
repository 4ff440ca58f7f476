/**
 * Names and values come from files and may hold anything. What is shown has no control character, no character that turns
 * the reading direction around, and, in HTML, no markup.
 */

const familiar: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
])

/**
 * Control characters (C0, DEL, C1), line and paragraph separators, invisible spaces, hyphens and fillers, everything that steers the
 * reading direction, tags, variation selectors that follow no emoji, and halves of surrogate pairs.
 */
const unprintable =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|(?<!\p{Extended_Pictographic})[\ufe00-\ufe0f](?!\u20e3)|\p{Surrogate}/gu

/** Nearly all text is, and has nothing to look for. */
const plainAscii = /^[\x20-\x7e]*$/

/** The text with every unprintable character spelt out: `\n`, `\x1b`, `\u202e`. Text without any is returned as it is. */
export function visible(text: string): string {
  if (plainAscii.test(text)) return text
  return text.replace(unprintable, (found) => {
    const code = found.codePointAt(0) ?? 0
    const hex = code.toString(16)
    if (code > 0xffff) return `\\u{${hex}}`
    return familiar.get(found) ?? (code < 256 ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`)
  })
}

/** A run of letters that are written from right to left, with what stands between them. */
const rightToLeft =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}](?:[^\p{L}\p{N}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}])*/gu

/**
 * The text with every run of right-to-left letters set apart by Unicode isolates: figures after a Hebrew name would swap
 * sides otherwise, and "57% → 10%" would read "10% → 57%".
 */
export const isolated = (text: string): string =>
  plainAscii.test(text) ? text : text.replace(rightToLeft, "\u2068$&\u2069")

/** A value of plain objects, arrays and strings in which every string is visible; parts in which all are so are the same. Keys are taken as they are. */
export function readable<T>(value: T, text: (untrusted: string) => string = visible): T {
  if (typeof value === "string") return text(value) as T
  if (Array.isArray(value)) return (typeof value[0] === "number" ? value : readableItems(value, text)) as T
  if (value === null || typeof value !== "object") return value
  let copy: Record<string, unknown> | null = null
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key]
    const shown = readable(item, text)
    if (shown !== item) (copy ??= { ...(value as Record<string, unknown>) })[key] = shown
  }
  return (copy ?? value) as T
}

function readableItems(items: readonly unknown[], text: (untrusted: string) => string): readonly unknown[] {
  let copy: unknown[] | null = null
  for (let i = 0; i < items.length; i++) {
    const shown = readable(items[i], text)
    if (shown !== items[i]) (copy ??= items.slice())[i] = shown
  }
  return copy ?? items
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
  ["`", "&#96;"],
])

/** Text for an element or a quoted attribute. */
export const html = (text: string): string =>
  /[&<>"'`]/.test(text) ? text.replace(/[&<>"'`]/g, (found) => entities.get(found) ?? found) : text

/** At most so many code points: the middle gives way to an ellipsis, because names tend to differ at their ends. */
export function cutMiddle(text: string, length: number, ellipsis = "…"): string {
  if (text.length <= length) return text
  const points = Array.from(text)
  if (points.length <= length) return text
  const kept = length - Array.from(ellipsis).length
  const head = Math.ceil(kept / 2)
  return points.slice(0, head).join("") + ellipsis + points.slice(points.length - (kept - head)).join("")
}

/** At most so many code points: the end gives way to an ellipsis. */
export function cutEnd(text: string, length: number): string {
  if (text.length <= length) return text
  const points = Array.from(text)
  return points.length <= length ? text : `${points.slice(0, length - 1).join("")}…`
}

/** At most so many code points: the start gives way to an ellipsis, because a path's end says most. */
export function cutStart(text: string, length: number): string {
  if (text.length <= length) return text
  const points = Array.from(text)
  return points.length <= length ? text : `…${points.slice(1 - length).join("")}`
}

/** The name, in quotes where it is empty or has spaces around it that nobody would see. */
export const quotedName = (name: string): string => (name === "" || name.trim() !== name ? `"${name}"` : name)

/** A name for a line of text: at most so many letters, and never nothing. */
export const nameText = (name: string, length: number, ellipsis = "…"): string =>
  cutMiddle(quotedName(name), length, ellipsis)

/** Longest name that a row of the page shows whole. */
const longestName = 80

/**
 * A name as HTML: escaped, kept apart from the reading direction around it, breakable after `_ . - /`, and cut in the middle
 * beyond 80 letters, with the whole of it as its title.
 */
export function nameHtml(name: string): string {
  const whole = quotedName(name)
  const cut = cutMiddle(whole, longestName)
  const title = cut === whole ? "" : ` title="${html(name)}"`
  const shown = html(cut).replace(/[_.\-/](?=.)/g, "$&<wbr>")
  return `<bdi${title}>${shown}</bdi>`
}

/** One id per name, in order: letters and digits of the name, and a number where two would meet. */
export function slugs(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const base = slug(name)
    let id = base
    for (let n = 2; taken.has(id); n++) id = `${base}-${n}`
    taken.add(id)
    return id
  })
}

function slug(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
  return `c-${plain.slice(0, 48).replace(/^-+|-+$/g, "") || "column"}`
}
