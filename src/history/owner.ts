import { hostname } from "node:os"

/** Who made a lock or a temporary folder. */
export interface Owner {
  pid: number
  host: string
  /** Tells two runs of one process apart. */
  token: string
}

/** Tokens of this process whose owners are still at work. */
const here = new Set<string>()

/** Letters that a file's name can hold anywhere. */
export const thisHost = (): string => hostname().replace(/[^\w.]+/g, "-") || "host"

export function takePart(token: string): Owner {
  here.add(token)
  return { pid: process.pid, host: thisHost(), token }
}

export function leave({ token }: Owner): void {
  here.delete(token)
}

/** "alive", "dead", or "elsewhere" for a process of another machine, of which nothing can be known from here. */
export function stateOf({ pid, host, token }: Owner): "alive" | "dead" | "elsewhere" {
  if (host !== thisHost()) return "elsewhere"
  // A process of this number that is not at work under this token is a new one with an old number.
  if (pid === process.pid) return here.has(token) ? "alive" : "dead"
  try {
    process.kill(pid, 0)
    return "alive"
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH" ? "dead" : "alive"
  }
}
