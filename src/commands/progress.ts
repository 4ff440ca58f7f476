import type { Progress } from "../compare/compare.js"
import { visible } from "../report/escape.js"
import type { Io } from "./io.js"

const millisecondsBetween = 100

/** A line on stderr that says how far the comparison is; silent where stderr is no terminal or the run is quiet. */
export function progressLine(io: Io, quiet: boolean): { show: Progress; clear: () => void } {
  const { stderr } = io
  if (quiet || !stderr.isTTY) return { show: () => undefined, clear: () => undefined }
  let last = 0
  const show: Progress = (done, total, column) => {
    const now = io.now().getTime()
    if (now - last < millisecondsBetween) return
    last = now
    const text = `${done} of ${total} columns · ${visible(column)}`
    stderr.write(`\r\x1b[2K${text.slice(0, (stderr.columns ?? 80) - 1)}`)
  }
  return { show, clear: () => last > 0 && stderr.write("\r\x1b[2K") }
}
