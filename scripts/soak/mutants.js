// Damaged files of everything that is read. A process of its own reads the mutants of one container, so that one that hangs or crashes it
// can be named.
import { fork } from "node:child_process"
import { once } from "node:events"
import { containers } from "./containers.js"

/** No mutant may take longer, in seconds. */
const longest = 20

/** A part for each container. */
export const mutantParts = containers.map(({ id }) => ({
  id: `mutants-${id}`,
  what: `damaged files: ${id}`,
  async run({ short, seed, count }) {
    const rounds = count ?? (short ? 12 : 2000)
    const found = []
    const total = { refused: 0, slowestMs: 0, peakMB: 0 }
    for (let from = 0; from < rounds;) {
      const { next, fate, fault } = await mutantsOf(id, from, rounds, seed)
      if (fault !== null) found.push(fault)
      total.refused += fate.refused
      total.slowestMs = Math.max(total.slowestMs, fate.slowestMs)
      total.peakMB = Math.max(total.peakMB, fate.peakMB)
      found.push(...fate.found)
      from = next
    }
    return {
      rounds,
      found,
      note: `${total.refused} without an answer, the others read; slowest ${(total.slowestMs / 1000).toFixed(1)} s, peak ${total.peakMB.toFixed(0)} MB`,
    }
  },
}))

/** Reads the mutants from number `from` on until one ends the process; gives the `next` to go on with. */
async function mutantsOf(id, from, to, seed) {
  const child = fork(new URL("./read-mutants.js", import.meta.url), [id, from, to, seed].map(String), {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  })
  let at = from
  let fate = { refused: 0, slowestMs: 0, peakMB: 0, found: [] }
  let stderr = ""
  let watch = setTimeout(() => child.kill("SIGKILL"), longest * 3000)
  child.stderr.on("data", (text) => (stderr += text))
  child.on("message", (message) => {
    at = message.at
    fate = message.fate
    clearTimeout(watch)
    watch = setTimeout(() => child.kill("SIGKILL"), longest * 1000)
  })
  const [code, signal] = await once(child, "close")
  clearTimeout(watch)
  if (code === 0) return { next: to, fate, fault: null }
  const how =
    signal === "SIGKILL"
      ? `took more than ${longest} s`
      : `ended the process with ${signal ?? code}: ${stderr.slice(0, 300)}`
  return { next: at + 1, fate, fault: `mutant ${at} ${how}` }
}
