import { readFileSync, readdirSync } from "node:fs"

/** What share of one core a process takes, watched for half a second; 0 of one that is gone. Linux only. */
export async function busyShare(pid: number): Promise<number> {
  const before = cpuSeconds(pid)
  await new Promise((resolve) => setTimeout(resolve, 500))
  return Math.max(0, cpuSeconds(pid) - before) / 0.5
}

/** CPU seconds that a process took so far, in steps of 0.01; 0 of one that is gone. Fields 14 and 15 of proc(5). Linux only. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid)
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100
}

/** The fields of proc(5) from the third on; none of a process that is gone. */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? []
  } catch {
    return []
  }
}

/** The same of a server with all the processes that it started, those that have ended included. */
export function cpuSecondsOfAll(pid: number): number {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name))
  const fields = new Map(processes.map((name) => [Number(name), statOf(Number(name))]))
  const own = (each: number) => [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields.get(each)?.[i] ?? 0), 0) / 100
  const children = Array.from(fields).filter(([, stat]) => Number(stat[1]) === pid)
  return own(pid) + children.reduce((sum, [each]) => sum + own(each), 0)
}
