import { measured, withBefore } from "./measure.js"
import { seeded } from "./random.js"

const random = seeded(1)

/**
 * Measures everything in a row, one round after the other, in another order each time, so that what else the machine does falls on all.
 * Gives the row's title, `results` by name and `targets` with `met`: true, false, or null where something was missing or failed.
 */
export function measureRow({ id, title, make, targets }, tools, rounds) {
  const entries = withBefore(make(tools))
  const runs = Object.fromEntries(Object.keys(entries).map((name) => [name, []]))
  const most = Math.max(rounds, ...Object.values(entries).map((entry) => entry.rounds ?? 0))
  for (let round = 0; round < most; round++) {
    process.stderr.write(`${id}: round ${round + 1} of ${most}\n`)
    for (const name of shuffled(Object.keys(entries)))
      if (round < (entries[name].rounds ?? rounds)) runs[name].push(measured(entries[name]))
  }
  const results = Object.fromEntries(Object.entries(runs).map(([name, ofName]) => [name, summary(ofName)]))
  return { title, results, targets: targets(results).map((target) => ({ ...target, met: isMet(target) })) }
}

/** The best of each figure, which is the least disturbed; beside it the median CPU seconds and the largest peak. */
function summary(runs) {
  const failed = runs.find((run) => run.failed !== undefined)
  if (failed) return { failed: failed.failed }
  const sorted = (figure) => runs.map((run) => run[figure]).sort((a, b) => a - b)
  const cpu = sorted("cpu")
  return {
    runs: runs.length,
    cpu: cpu[0],
    cpuMedian: cpu[Math.floor(cpu.length / 2)],
    wall: sorted("wall")[0],
    peakMB: sorted("peakMB").at(-1),
  }
}

function isMet({ value, atMost, below, atLeast }) {
  if (!Number.isFinite(value)) return null
  if (atLeast !== undefined) return value >= atLeast
  return below === undefined ? value <= atMost : value < below
}

function shuffled(names) {
  return names
    .map((name) => ({ name, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ name }) => name)
}
