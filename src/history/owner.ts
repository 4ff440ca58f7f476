import { createHash } from "node:crypto"
import { readFileSync, readlinkSync } from "node:fs"
import { hostname } from "node:os"

/** Who made a lock or a temporary folder. */
export interface Owner {
  pid: number
  host: string
  /** Tells two runs of one process apart. */
  token: string
  /** When the process began, in ticks since the boot: its number may be another one's by now. Absent where it cannot be known. */
  start?: number
}

/** When this process began, which stays; null: not looked up yet, or it cannot be known. */
let ownStart: number | null = null

/** Tokens of this process whose owners are still at work. */
const here = new Set<string>()

/**
 * Where numbers of processes mean the same: the host's name, and on Linux a mark of its boot and of the space of process numbers, because
 * containers can share a host's name and all run as process 1. Letters that a file's name can hold anywhere.
 */
export function thisHost(): string {
  const name = hostname().replace(/[^\w.]+/g, "-") || "host"
  return space === null ? name : `${name}-${space}`
}

const space = spaceOfNumbers()

function spaceOfNumbers(): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8")
    return createHash("sha256")
      .update(`${boot}${readlinkSync("/proc/self/ns/pid")}`)
      .digest("hex")
      .slice(0, 8)
  } catch {
    return null // No Linux, or /proc is hidden.
  }
}

export function takePart(token: string): Owner {
  here.add(token)
  const start = (ownStart ??= startOf(process.pid))
  return { pid: process.pid, host: thisHost(), token, ...(start === null ? {} : { start }) }
}

export function leave({ token }: Owner): void {
  here.delete(token)
}

/** "alive", "dead", or "elsewhere" for a process of another machine, of which nothing can be known from here. */
export function stateOf({ pid, host, token, start }: Owner): "alive" | "dead" | "elsewhere" {
  if (host !== thisHost()) return "elsewhere"
  // A process of this number that is not at work under this token is a new one with an old number.
  if (pid === process.pid) return here.has(token) ? "alive" : "dead"
  try {
    process.kill(pid, 0)
    return isZombie(pid) || isAnother(pid, start) ? "dead" : "alive"
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH" ? "dead" : "alive"
  }
}

/** Killed, and not yet reaped by its parent, as in containers without an init. */
const isZombie = (pid: number) => statusOf(pid)?.at(0) === "Z"

/** Whether the number is a younger process's by now. */
function isAnother(pid: number, start: number | undefined): boolean {
  const now = startOf(pid)
  return start !== undefined && now !== null && now !== start
}

function startOf(pid: number): number | null {
  const start = Number(statusOf(pid)?.at(19))
  return Number.isFinite(start) ? start : null
}

/** What Linux says of a process from its state on, which follows its name, which may hold anything; null elsewhere. Source: proc(5), stat. */
function statusOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  } catch {
    return null
  }
}
