import type { OffsetRange } from "../model.js"

/**
 * What a group keeps of a partition, for whoever reads it next. All of it is in one commit, so that it says which windows count: a window
 * whose commit the group took does, and any other does not.
 */
export interface Mark {
  /** Everything before it is in windows; −1: nothing was committed yet. */
  offset: number
  /** What is in windows beyond it, ascending: windows by time close while later ones are open. */
  beyond: readonly [from: number, to: number][]
  /** The last window that each reader committed with offsets of this partition, by reader, the newest last. */
  last: ReadonlyMap<string, string>
}

/** What brokers take beside an offset, unless told otherwise (offset.metadata.max.bytes): bytes. */
export const mostBytes = 4096
/** Readers that are remembered: those that committed before them have settled theirs long ago. */
const mostReaders = 24

interface Written {
  driftcheck: 1
  /** In turn: how far after the end of the one before (or the offset) a range begins, and how long it is. */
  beyond: number[]
  last: [reader: string, window: string][]
}

/** The mark of a partition after a window: `done` is what is in windows of it, the window included. */
export function markAfter(done: readonly OffsetRange[], last: Mark["last"], reader: string, window: string): Mark {
  const [first, ...others] = done.toSorted((a, b) => a.from - b.from)
  const readers = new Map(last)
  readers.delete(reader)
  return {
    offset: first.to,
    beyond: others.map(({ from, to }) => [from, to]),
    last: new Map([...Array.from(readers).slice(1 - mostReaders), [reader, window]]),
  }
}

/** The text of a mark beside its offset, at most `mostBytes`; `isWhole`: whether all ranges had room in it. */
export function markText({ offset, beyond, last }: Mark): { text: string; isWhole: boolean } {
  const steps: number[] = []
  let end = offset
  for (const [from, to] of beyond) {
    steps.push(from - end, to - from)
    end = to
  }
  const text = (ranges: number[]) =>
    JSON.stringify({ driftcheck: 1, beyond: ranges, last: Array.from(last) } satisfies Written)
  let length = steps.length
  while (length > 0 && text(steps.slice(0, length)).length > mostBytes) length -= 2 * Math.ceil(length / 16)
  return { text: text(steps.slice(0, Math.max(0, length))), isWhole: length === steps.length }
}

/** The mark that a group gives; offsets alone where another program committed them. */
export function parsedMark(offset: number, text: string | null): Mark {
  const written = parsed(text)
  const beyond: [number, number][] = []
  let end = offset
  for (let i = 0; i + 1 < written.beyond.length; i += 2) {
    const from = end + written.beyond[i]
    end = from + written.beyond[i + 1]
    beyond.push([from, end])
  }
  return { offset, beyond, last: new Map(written.last) }
}

function parsed(text: string | null): Pick<Written, "beyond" | "last"> {
  try {
    const found = JSON.parse(text ?? "null") as Partial<Written> | null
    if (found?.driftcheck === 1 && Array.isArray(found.beyond) && Array.isArray(found.last))
      return { beyond: found.beyond, last: found.last }
  } catch {
    // Another program's word.
  }
  return { beyond: [], last: [] }
}
