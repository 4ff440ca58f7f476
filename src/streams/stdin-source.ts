import type { Readable } from "node:stream"
import { LineCutter } from "./lines.js"
import type { Records, StreamSource } from "./source.js"

/** Records on standard input, which cannot be read twice: it has one part, and positions count its bytes. */
export function stdinSource(input: Readable = process.stdin): StreamSource {
  return {
    name: "standard input",
    resumes: false,
    async *events(signal) {
      const stop = () => input.destroy()
      signal.addEventListener("abort", stop, { once: true })
      const cutter = new LineCutter(0)
      try {
        for await (const chunk of input) {
          const found = cutter.take(chunk as Buffer)
          if (found !== null) yield { kind: "records", part: "", ...found } satisfies Records
        }
      } catch (error) {
        if (!signal.aborted) throw error
      } finally {
        signal.removeEventListener("abort", stop)
      }
      const last = cutter.end()
      if (last !== null) yield { kind: "records", part: "", ...last } satisfies Records
    },
    close: () => Promise.resolve(),
  }
}
