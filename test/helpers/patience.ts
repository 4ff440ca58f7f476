/** How long tests wait: as long as on the machine they were written on, times how much slower or busier this one is. */
import { availableParallelism, loadavg } from "node:os"

/** CPU milliseconds that `work` takes on a quiet core of the machine on which the timeouts were chosen. */
const workMs = 75

function work(): number {
  let sum = 0
  for (let i = 0; i < 3e7; i++) sum += Math.sqrt(i)
  return sum
}

/** How many times longer things take here, at least 1: by the clock for a fixed piece of work, and by the load per core. */
export function slowness(): number {
  work() // Compiled before it is timed.
  const started = performance.now()
  work()
  const byClock = (performance.now() - started) / workMs
  return Math.max(1, byClock, loadavg()[0] / availableParallelism())
}

/** Milliseconds to wait for what needs so many seconds at most. vitest.config.ts sets TEST_SLOWNESS once for all tests. */
export function patience(seconds: number): number {
  return Math.ceil(seconds * 1000 * Number(process.env.TEST_SLOWNESS ?? 1))
}
