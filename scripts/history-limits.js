// npm run history-limits -- FILE.parquet: how often a night would be called unusual by the distances of the nights before it alone, where
// the reference has no times, and for how long a lasting shift of 0.5 sd would be told; on real nights (scripts/nycflights.py makes the
// file) held to a fixed reference, for several ways to remember. Nothing is drawn. Prints the tables of docs/nights.md.
import { openDataset } from "../dist/datasets/open-dataset.js"
import { clippedDistance } from "../dist/stats/clipped-distance.js"
import { jensenShannon } from "../dist/stats/jensen-shannon.js"
import { limitBeside } from "../dist/history/beside-runs.js"
import { tailBound } from "../dist/stats/periods/tail-bound.js"
import { flightsByDay } from "./flights-by-day.js"

/** Nights before the first that is held to them; and the most that are remembered. */
const [fewest, most] = [14, 60]
/** Nights of a lasting shift on which it is asked whether it is told, from 1. */
const asked = [1, 3, 7, 14]

const table = await openDataset(process.argv[2], {})
const days = (await flightsByDay(table)).map(([, rows]) => rows)

const columns = []
for (const { name, kind } of table.columns) {
  if (kind !== "number" && kind !== "string") continue
  const reader = await table.reader(name)
  const values = reader.read(0, table.rows)
  const present = (rows) => Float64Array.from(rows.map((row) => values[row]).filter((value) => value >= 0 || value < 0))
  columns.push({ name, levels: kind === "string" ? reader.labels.length : null, days: days.map(present) })
}

const joined = (parts) => Float64Array.from(parts.flatMap((part) => Array.from(part)))

/** Each night's distance as the policy judges it, unchanged and with half a standard deviation added (numbers alone). */
function courses({ name, levels, days: parts }, window) {
  const reference = joined(parts.slice(0, window)).sort()
  const nights = parts.slice(window)
  if (levels !== null) {
    const counts = (values) => values.reduce((all, code) => (all[code]++, all), new Float64Array(levels))
    const whole = counts(reference)
    return {
      name,
      floor: 0.035,
      plain: nights.map((night) => (night.length ? jensenShannon(whole, counts(night)) : null)),
    }
  }
  const mean = reference.reduce((sum, value) => sum + value, 0) / reference.length
  const sd = Math.sqrt(reference.reduce((sum, value) => sum + (value - mean) ** 2, 0) / reference.length)
  const far = (add) => (night) => {
    if (night.length === 0) return null
    const { area, deviation } = clippedDistance(reference, night.map((value) => value + add).sort())
    return deviation === 0 ? null : area / deviation
  }
  return { name, floor: 0.1, plain: nights.map(far(0)), shifted: nights.map(far(sd / 2)) }
}

const bound = (memory) => (scores, level, told) => {
  const known = memory(scores, told)
  return known.length < fewest ? Infinity : tailBound(known, level)
}

/** Ways to remember: the limit that the distances before a night give. `told`: whether each of them was called unusual. */
const memories = {
  "all but the newest 14 (the rule)": limitBeside,
  "the last 60": bound((scores) => scores.slice(-most)),
  "the last 60 that were not unusual": bound((scores, told) => scores.filter((_, i) => !told[i]).slice(-most)),
  "the first 30": bound((scores) => scores.slice(0, 30)),
}

/** Whether each night of a course is called unusual; nights without a value are passed over. */
function tells(course, floor, level, limitOf) {
  const [scores, toldOf, told] = [[], [], []]
  for (const distance of course) {
    const enough = distance !== null && distance >= floor && scores.length >= fewest
    told.push(enough && distance > limitOf(scores, level, toldOf))
    if (distance === null) continue
    scores.push(distance)
    toldOf.push(told.at(-1))
  }
  return told
}

console.log(
  "| Days of reference | Level | Memory | Nights | Any column unusual | 0.5 sd for good: columns told on nights 1, 3, 7, 14 | The same of three quiet columns |",
)
console.log("| --- | --- | --- | --- | --- | --- | --- |")
const percent = (share) => `${(100 * share).toFixed(1)} %`
const average = (values) => values.reduce((sum, value) => sum + Number(value), 0) / values.length

for (const window of [30, 90, 180]) {
  const found = columns
    .map((column) => courses(column, window))
    .filter(({ plain }) => plain.some((each) => each !== null))
  const nights = days.length - window
  for (const level of [0.05, 0.01])
    for (const [name, memory] of Object.entries(memories)) {
      const each = level / found.length
      const told = found.map(({ plain, floor }) => tells(plain, floor, each, memory))
      const judged = Array.from(
        { length: nights - fewest },
        (_, i) => told.filter((column) => column[fewest + i]).length,
      )
      const begins = Array.from({ length: Math.floor((nights - 45) / 15) + 1 }, (_, i) => 30 + 15 * i)
      const shifts = found.flatMap(({ name: column, plain, shifted, floor }) =>
        shifted === undefined
          ? []
          : begins.map((begin) => ({
              column,
              told: tells([...plain.slice(0, begin), ...shifted.slice(begin)], floor, each, memory).slice(begin),
            })),
      )
      const onNight = (some) => asked.map((night) => percent(average(some.map(({ told }) => told[night - 1]))))
      const quiet = shifts.filter(({ column }) => ["air_time", "distance", "sched_dep_time"].includes(column))
      const cells = [
        ...[window, level, name, judged.length, percent(average(judged.map((n) => n > 0)))],
        ...[onNight(shifts).join(", "), onNight(quiet).join(", ")],
      ]
      console.log(`| ${cells.join(" | ")} |`)
    }
}
