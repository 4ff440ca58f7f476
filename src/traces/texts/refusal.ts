/** How answers begin that refuse, in English, German, French and Spanish. */
const beginnings = [
  /^(i['’]?m|i am) (very |really )?(sorry|afraid)\b.{0,60}\b(can['’]?t|cannot|can not|unable|won['’]?t)\b/,
  /^(sorry|apologies|unfortunately),?.{0,40}\bi (can['’]?t|cannot|can not|am unable|won['’]?t)\b/,
  /^i (can['’]?t|cannot|can not|won['’]?t|am not able to|am unable to|must decline to) (help|assist|answer|provide|discuss|comply|do|share|support|fulfil)/,
  /^(as an ai\b|i['’]?m just an ai\b).{0,80}\b(can['’]?t|cannot|not able|unable)\b/,
  /^(es tut mir leid|leider|entschuldigung).{0,60}\b(kann|darf) ich\b.{0,60}\b(nicht|keine?)\b/,
  /^(je suis désolée?|désolée?).{0,60}\bje ne (peux|suis) pas\b/,
  /^(lo siento|lamentablemente).{0,60}\bno puedo\b/,
]

/** Whether an answer begins as refusals do. Other languages and veiled refusals are not seen. */
export function isRefusal(response: string): boolean {
  const start = response.trimStart().slice(0, 200).toLowerCase()
  return beginnings.some((beginning) => beginning.test(start))
}
