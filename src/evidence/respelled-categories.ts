import type { RespelledCategory } from "../model.js"
import type { CategoryCounts } from "./evidence.js"

const mostListed = 40

/** Categories new in current that equal one of the reference but for case and spaces, the largest first, at most 40. */
export function respelledCategories({ labels, reference, current }: CategoryCounts): RespelledCategory[] {
  const fresh = labels.flatMap((value, i) => (reference[i] === 0 ? [{ value, count: current[i] }] : []))
  if (fresh.length === 0) return []
  const known = new Map<string, { value: string; count: number }>()
  labels.forEach((value, i) => {
    const folded = fold(value)
    const count = reference[i]
    if (folded !== "" && count > (known.get(folded)?.count ?? 0)) known.set(folded, { value, count })
  })
  return fresh
    .flatMap((category) => {
      const like = known.get(fold(category.value))
      return like === undefined ? [] : [{ ...category, like: like.value }]
    })
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostListed)
}

/** Without outer spaces, inner ones as one, in small letters. */
function fold(text: string): string {
  return text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase()
}
