import { readFileSync } from "node:fs"

/** What share of one core a process takes, watched for half a second; 0 of one that is gone. Linux only. */
export async function busyShare(pid: number): Promise<number> {
  const before = cpuSeconds(pid)
  await new Promise((resolve) => setTimeout(resolve, 500))
  return Math.max(0, cpuSeconds(pid) - before) / 0.5
}

/** CPU seconds that a process took so far, in steps of 0.01; 0 of one that is gone. Fields 14 and 15 of proc(5). Linux only. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}
