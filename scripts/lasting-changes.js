// npm run lasting-changes -- FILE.parquet: nights until "changed for good" is said, and how often it is said though nothing was changed,
// on real nights (scripts/nycflights.py makes the file). Each reference is fixed; the up to 120 nights after it are its history.
// Writes the table of docs/history.md.
import { readFileSync, writeFileSync } from "node:fs"
import { openDataset } from "../dist/datasets/open-dataset.js"
import { lastingChanges } from "../dist/history/lasting-change.js"
import { lastingBound } from "../dist/stats/periods/lasting-bound.js"
import { numberLocations, shareLocations, withoutWeekdays } from "../dist/stats/periods/locations.js"
import { populationDeviation } from "../dist/stats/population-deviation.js"
import { flightsByDay } from "./flights-by-day.js"

const dayMs = 86_400_000
const most = 120
/** The night of the history from which on values are changed. */
const begins = 10
const level = 0.05
const table = await openDataset(process.argv[2], {})
const days = await flightsByDay(table)

const weekdays = days.map(([day]) => (day + 3) % 7)
const columns = []
for (const { name, kind } of table.columns) {
  if (kind !== "number" && kind !== "string") continue
  const reader = await table.reader(name)
  const values = reader.read(0, table.rows)
  const labels = kind === "string" ? reader.labels : null
  columns.push({ name, labels, days: days.map(([, rows]) => Float64Array.from(rows, (row) => values[row])) })
}

const joined = (parts) => Float64Array.from(parts.flatMap((part) => Array.from(part)))
const finite = (values) => values.filter(Number.isFinite).sort()

/** The column's locations over the reference's days and the nights after, less each weekday's. `fault`: what night i adds. */
function coursesOf({ labels, days: parts }, first, window, fault) {
  const [reference, nights] = [parts.slice(first, first + window), parts.slice(first + window, first + window + most)]
  const found = labels === null ? ofNumbers(reference, nights, fault) : ofShares(labels, reference, nights, fault)
  const usual = weekdays.slice(first, first + window)
  return found.map(({ value, periods }) => {
    const days = periods.slice(0, window)
    const less = (current, i) =>
      withoutWeekdays({ periods: days, current }, usual, weekdays[first + window + i]).current
    return {
      value,
      days: withoutWeekdays({ periods: days, current: 0 }, usual, 0).periods,
      nights: periods.slice(window).map(less),
    }
  })
}

function ofNumbers(reference, nights, fault) {
  const whole = finite(joined(reference))
  const deviation = populationDeviation(whole)
  const moved = nights.map((night, i) => finite(night.map((value) => value + fault(i) * deviation)))
  const found = numberLocations(whole, [...reference.map(finite), ...moved], whole)
  return found === null ? [] : [{ value: null, periods: found.periods }]
}

function ofShares(labels, reference, nights, fault) {
  const counts = (part) => {
    const found = new Float64Array(labels.length)
    for (const code of part) if (code >= 0) found[code]++
    return found
  }
  const whole = counts(joined(reference))
  const largest = Array.from(labels.keys())
    .sort((a, b) => whole[b] - whole[a])
    .slice(0, 3)
  // The fault takes rows of all categories for the largest.
  const moved = nights.map((night, i) => {
    const kept = counts(night).map((count) => count * (1 - fault(i)))
    kept[largest[0]] += fault(i) * night.length
    return kept
  })
  const periods = [...reference.map(counts), ...moved]
  return largest.map((place) => ({
    value: labels[place],
    periods: shareLocations(whole, periods, whole, place).periods,
  }))
}

/** What `lastingChanges` says on each night, by the courses of all columns. */
function toldEachNight(all, first, window) {
  const runs = Array.from({ length: all[0].courses[0].nights.length }, (_, i) => ({
    kind: "comparison",
    config_hash: "same",
    day: new Date(days[first + window + i][0] * dayMs).toISOString().slice(0, 10),
    columns: all.map(({ name, courses }) => ({
      name,
      locations: courses.map(({ value, bound, nights }) => ({ value, bound, moved: nights[i] })),
    })),
  }))
  return runs.map((_, i) => lastingChanges(runs.slice(0, i + 1)))
}

function experiment(first, window, fault) {
  const all = columns.flatMap((column) => {
    const courses = coursesOf(column, first, window, fault)
    return courses.length === 0 ? [] : [{ name: column.name, labels: column.labels, courses }]
  })
  for (const { courses } of all)
    for (const course of courses) course.bound = lastingBound(course.days, level / all.length / courses.length)
  return { all, told: toldEachNight(all, first, window) }
}

const none = () => 0
const faults = [
  ["0.25 sd for good", (i) => (i >= begins ? 0.25 : 0)],
  ["0.5 sd for good", (i) => (i >= begins ? 0.5 : 0)],
  ["0.02 sd a night", (i) => 0.02 * Math.max(0, i - begins + 1)],
  ["0.01 sd a night", (i) => 0.01 * Math.max(0, i - begins + 1)],
]
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** Median nights from the fault until a column is named, over the columns that nothing names otherwise; and in how many it is found. */
function nightsToAlarm(references, window, fault, of) {
  const waits = references.flatMap((first) => {
    const { all, told } = experiment(first, window, fault)
    return all.filter(of).map(({ name }) => {
      const at = told.findIndex((found, i) => i >= begins && found.some(({ column }) => column === name))
      return at < 0 ? Infinity : at - begins + 1
    })
  })
  const found = waits.filter(Number.isFinite).length
  const middle = median(waits)
  return `${Number.isFinite(middle) ? middle : "–"} (${Math.round((100 * found) / waits.length)} %)`
}

const lines = [
  [
    "| Days of reference | Nights after it | Nights that say so, nothing changed | Episodes a year | Columns named |",
    "| --- | --- | --- | --- | --- |",
  ],
  [
    `| Days of reference | ${faults.map(([name]) => `numbers ${name}`).join(" | ")} | largest category + 5 points |`,
    `| --- |${" --- |".repeat(faults.length + 1)}`,
  ],
]
for (const window of [60, 90, 180]) {
  // References that begin a month apart, as long as 60 nights follow.
  const references = [0, 30, 60, 90, 120, 150, 180, 210].filter((first) => first + window + 60 <= days.length)
  let [nights, loud, episodes] = [0, 0, 0]
  const named = new Map()
  for (const first of references) {
    const { told } = experiment(first, window, none)
    const judged = told.slice(13)
    nights += judged.length
    loud += judged.filter((found) => found.length > 0).length
    episodes += judged.filter((found, i) => found.length > 0 && (i === 0 || judged[i - 1].length === 0)).length
    for (const found of judged) for (const { column } of found) named.set(column, (named.get(column) ?? 0) + 1)
  }
  const most4 = Array.from(named)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4)
  lines[0].push(
    `| ${window} | ${nights} (${references.length} references) | ${((100 * loud) / nights).toFixed(1)} % | ${((365 * episodes) / nights).toFixed(1)} | ${most4.map(([name]) => `\`${name}\``).join(", ")} |`,
  )
  const few = references.slice(0, 3)
  const numbers = faults.map(([, fault]) => nightsToAlarm(few, window, fault, ({ labels }) => labels === null))
  const points = nightsToAlarm(
    few,
    window,
    (i) => (i >= begins ? 0.05 : 0),
    ({ labels }) => labels !== null,
  )
  lines[1].push(`| ${window} | ${numbers.join(" | ")} | ${points} |`)
}
const text = lines.map((each) => each.join("\n")).join("\n\n")
const page = readFileSync("docs/history.md", "utf8")
const [start, end] = ["<!-- lasting changes: written by npm run lasting-changes -->", "<!-- /lasting changes -->"]
const [before, rest] = page.split(start)
if (rest !== undefined) writeFileSync("docs/history.md", `${before}${start}\n\n${text}\n\n${end}${rest.split(end)[1]}`)
console.log(text)
