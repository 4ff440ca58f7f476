import type { Progress } from "../compare/measure-all.js"
import { plural } from "../words/format.js"
import { visible } from "../words/escape.js"
import type { Io } from "./io.js"

const millisecondsBetween = 100
/** Before this much time has passed, or this many columns are done, nothing is said of the time left: it would be a guess. */
const guessFromMs = 2000
const guessFromColumns = 2

/** How far a comparison is. */
export interface Stage {
  done: number
  /** 0 as long as the columns are not known. */
  total: number
  /** The column that is being measured, or what comes before and after the columns. Untrusted. */
  what: string
  /** Since the first column was begun. */
  elapsedMs: number
}

/** The line that says so, at most `width` characters: "12 of 40 columns · about 30 s left · amount". */
export function progressText({ done, total, what, elapsedMs }: Stage, width: number): string {
  const left = done < total && done >= guessFromColumns && elapsedMs >= guessFromMs
  const parts = [
    ...(total > 0 ? [`${done} of ${plural(total, "column")}`] : []),
    ...(left ? [`about ${roughly((elapsedMs / done) * (total - done))} left`] : []),
    visible(what),
  ]
  return parts.join(" · ").slice(0, width)
}

/** "8 s", "4 min", "2 h": rounded up, because a wait that ends early is the better surprise. */
function roughly(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000))
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 100 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`
}

/** A line on stderr that says how far the comparison is; silent on no terminal, on one that writes no line anew, and if quiet. */
export function progressLine(io: Io, quiet: boolean): { show: Progress; clear: () => void } {
  const { stderr, env } = io
  if (quiet || !stderr.isTTY || env.TERM === "dumb") return { show: () => undefined, clear: () => undefined }
  let begun: number | null = null
  let last = 0
  const show: Progress = (done, total, what) => {
    const now = io.now().getTime()
    if (total > 0) begun ??= now
    if (now - last < millisecondsBetween && done < total) return
    last = now
    const width = (stderr.columns ?? 80) - 1
    stderr.write(`\r\x1b[2K${progressText({ done, total, what, elapsedMs: now - (begun ?? now) }, width)}`)
  }
  return { show, clear: () => last > 0 && stderr.write("\r\x1b[2K") }
}
