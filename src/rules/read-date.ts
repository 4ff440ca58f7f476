const date = /^\d{4}-\d{2}-\d{2}$/
const instant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/

/** Milliseconds since 1970 UTC of "2024-01-31" or "2024-01-31T08:30:00Z" (UTC unless it says otherwise); null for any other text. */
export function readDate(text: string): number | null {
  if (!date.test(text) && !instant.test(text)) return null
  const iso = date.test(text) ? `${text}T00:00:00Z` : text.replace(" ", "T")
  const ms = Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(iso) ? iso : `${iso}Z`)
  // 30 February is moved to March by some parsers; here it is no date.
  const [, , day = ""] = text.slice(0, 10).split("-")
  const offset = /[+-]\d{2}:\d{2}$/.test(iso)
  return Number.isNaN(ms) || (!offset && new Date(ms).getUTCDate() !== Number(day)) ? null : ms
}

/** Milliseconds since midnight of "08:30" or "08:30:15"; null for any other text. */
export function readTime(text: string): number | null {
  const [whole, hours, minutes, seconds = "0"] = /^(\d{2}):(\d{2})(?::(\d{2}(?:\.\d{1,3})?))?$/.exec(text) ?? []
  if (whole === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) >= 60) return null
  return (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000
}
