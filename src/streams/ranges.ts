import type { OffsetRange } from "../model.js"

/** Ascending, apart from each other: from, to, from, to … */
type Bounds = number[]

/** Which records of each part of a source were read: ranges of positions, as few as say it. */
export class Ranges {
  private readonly parts = new Map<string, Bounds>()

  constructor(ranges: Iterable<OffsetRange> = []) {
    for (const { part, from, to } of ranges) this.add(part, from, to)
  }

  /** Adds a range; those that touch or overlap become one. Ranges that go on where the last one ended cost nothing. */
  add(part: string, from: number, to: number): void {
    const bounds = this.parts.get(part)
    if (bounds === undefined) {
      this.parts.set(part, [from, to])
      return
    }
    const last = bounds.length - 1
    if (from === bounds[last]) bounds[last] = to
    else if (from > bounds[last]) bounds.push(from, to)
    else this.parts.set(part, joined(bounds, from, to))
  }

  addAll(others: Ranges): void {
    for (const { part, from, to } of others.list()) this.add(part, from, to)
  }

  /** Whether the record at this position was read. */
  has(part: string, position: number): boolean {
    const bounds = this.parts.get(part)
    if (bounds === undefined || position >= bounds[bounds.length - 1]) return false
    for (let i = 0; i < bounds.length; i += 2) if (position < bounds[i + 1]) return position >= bounds[i]
    return false
  }

  /** Forgets a part that is gone. */
  forget(part: string): void {
    this.parts.delete(part)
  }

  get names(): string[] {
    return Array.from(this.parts.keys())
  }

  /** Where reading goes on so that nothing is left out: the end of the first range of each part. */
  resume(): Map<string, number> {
    return new Map(Array.from(this.parts, ([part, bounds]) => [part, bounds[1]]))
  }

  /** All ranges, part by part in the order of their names. */
  list(): OffsetRange[] {
    return Array.from(this.parts.keys())
      .sort()
      .flatMap((part) => {
        const bounds = this.parts.get(part) ?? []
        return Array.from({ length: bounds.length / 2 }, (_, i) => ({
          part,
          from: bounds[2 * i],
          to: bounds[2 * i + 1],
        }))
      })
  }
}

function joined(bounds: Bounds, from: number, to: number): Bounds {
  const apart: Bounds = []
  let [low, high] = [from, to]
  let placed = false
  for (let i = 0; i < bounds.length; i += 2) {
    const [start, end] = [bounds[i], bounds[i + 1]]
    if (end < low) apart.push(start, end)
    else if (start > high) {
      if (!placed) apart.push(low, high)
      placed = true
      apart.push(start, end)
    } else [low, high] = [Math.min(low, start), Math.max(high, end)]
  }
  if (!placed) apart.push(low, high)
  return apart
}
