// npm run alert-nights [-- FOLDER]: how often the implicit rule of alerts fires on real days as they are, and how often it finds a column that
// is moved by one standard deviation for three days. Bike-share hours and flights by day are in fixtures/data; the days of elec2 in FOLDER,
// where it is given. Writes the table of docs/alerts.md. Seeded.
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { openDataset } from "../dist/datasets/open-dataset.js"
import { bandsOf } from "../dist/history/bands.js"
import wasserstein from "../dist/methods/wasserstein.js"
import { randomNumbers } from "../dist/stats/random.js"

const dayMs = 86_400_000
const trials = 25
const lasts = 3
const first = Date.parse("2026-01-05T02:00:00.000Z")
const fixtures = "fixtures/data"
const [folder] = process.argv.slice(2)

const byTime = (name) => async (table) => {
  const { read } = await table.reader(name)
  return Array.from(read(0, table.rows), (at) => Math.floor(at / dayMs))
}
/** Half-hours in order, 48 a day. */
const byRow = (table) => Promise.resolve(Array.from({ length: table.rows }, (_, row) => Math.floor(row / 48)))

const sets = [
  {
    name: "bike-share, 2012 beside 2011",
    reference: [fixtures, "bikeshare_ref"],
    nights: [fixtures, "bikeshare_cur"],
    dayOf: byTime("dteday"),
  },
  {
    name: "flights, after the first 30 days",
    reference: [fixtures, "periods_flights_ref"],
    nights: null,
    dayOf: byTime("scheduled"),
  },
  ...(folder === undefined
    ? []
    : [
        {
          name: "elec2, its second half beside its first",
          reference: [folder, "elec2_ref"],
          nights: [folder, "elec2_cur"],
          dayOf: byRow,
        },
      ]),
]

/** The numbers of a table by column and day. */
async function daysOf(path, dayOf) {
  const table = await openDataset(`${join(...path)}.parquet`, {})
  const days = await dayOf(table)
  const columns = []
  for (const { name, kind } of table.columns) {
    if (kind !== "number" || ["instant", "row", "mnth"].includes(name)) continue
    const { read } = await table.reader(name)
    const values = read(0, table.rows)
    const byDay = new Map()
    values.forEach((value, row) => {
      if (!(value >= 0 || value < 0)) return
      byDay.set(days[row], [...(byDay.get(days[row]) ?? []), value])
    })
    columns.push({ name, byDay })
  }
  return { days: Array.from(new Set(days)).sort((a, b) => a - b), columns }
}

async function prepared({ reference, nights, dayOf }) {
  const ref = await daysOf(reference, dayOf)
  const split = nights === null ? 30 : Infinity
  const known = new Set(ref.days.slice(0, split))
  const cur = nights === null ? { ...ref, days: ref.days.slice(split) } : await daysOf(nights, dayOf)
  const columns = cur.columns.map(({ name, byDay }) => {
    const whole = Array.from(ref.columns.find((each) => each.name === name).byDay).flatMap(([day, values]) =>
      known.has(day) ? values : [],
    )
    const sorted = Float64Array.from(whole).sort()
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
    const sd = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length)
    return { name, sorted, sd, values: cur.days.map((day) => byDay.get(day) ?? []) }
  })
  return { days: cur.days, columns }
}

/** A column's distance and mean on a night, with so many standard deviations added. */
function figures({ sorted, sd, values }, i, add) {
  if (values[i].length === 0) return null
  const current = Float64Array.from(values[i], (value) => value + add * sd).sort()
  const { score } = wasserstein.measure({ reference: sorted, current })
  return { score, mean: current.reduce((sum, value) => sum + value, 0) / current.length }
}

function runsOf({ days }, found) {
  return days.map((day, i) => ({
    run: String(i),
    kind: "comparison",
    created_at: new Date(first + (day - days[0]) * dayMs).toISOString(),
    ...{
      status: "no_drift",
      exit_code: 0,
      drift_share: null,
      drifted_columns: 0,
      failed_checks: 0,
      config_hash: "same",
    },
    ...{ current: { rows: null }, reference: { rows: null } },
    columns: found.flatMap(({ name, nights }) =>
      nights[i] === null ? [] : [{ name, method: "wasserstein", score: nights[i].score, kind: "distance" }],
    ),
    metrics: found.flatMap(({ name, nights }) =>
      nights[i] === null ? [] : [{ id: "mean", labels: { column: name }, value: nights[i].mean }],
    ),
  }))
}

const figuresOf = (name) => [
  ["wasserstein", name],
  ["mean", `column=${name}`],
]

async function measured(set, next) {
  const data = await prepared(set)
  const calm = data.columns.map((column) => ({
    name: column.name,
    nights: data.days.map((_, i) => figures(column, i, 0)),
  }))
  const at = bandsOf(runsOf(data, calm))
  const counts = {
    nights: 0,
    alarmed: 0,
    alerts: 0,
    figures: 0,
    outside: 0,
    found: 0,
    band: 0,
    sigma: 0,
    falseSigma: 0,
  }
  let open = false
  for (let i = 30; i < data.days.length; i++) {
    const bands = at(i)
    const all = calm.flatMap(({ name }) => figuresOf(name))
    const fires = (rule) => all.filter(([name, subject]) => bands.outside(name, subject, rule) === true).length
    const lasting = fires("lasting") > 0
    counts.nights++
    counts.alarmed += Number(lasting)
    counts.alerts += Number(lasting && !open)
    open = lasting
    counts.figures += all.length
    counts.outside += fires("band")
    counts.falseSigma += fires("sigma")
  }
  for (let trial = 0; trial < trials; trial++) {
    const start = 30 + Math.floor(next() * (data.days.length - 30 - lasts))
    const column = data.columns[Math.floor(next() * data.columns.length)]
    const nights = data.days.map((_, i) => figures(column, i, i >= start && i < start + lasts ? 1 : 0))
    const moved = bandsOf(
      runsOf(
        data,
        calm.map((each) => (each.name === column.name ? { name: each.name, nights } : each)),
      ),
    )
    const any = (rule) =>
      Array.from({ length: lasts }, (_, k) => moved(start + k)).some((bands) =>
        figuresOf(column.name).some(([name, subject]) => bands.outside(name, subject, rule) === true),
      )
    counts.found += Number(any("lasting"))
    counts.band += Number(any("band"))
    counts.sigma += Number(any("sigma"))
  }
  return { ...counts, columns: data.columns.length }
}

const percent = (share) => `${(100 * share).toFixed(1)} %`
const lines = [
  "| Days | Nights judged | Figures | Implicit rule: alerts a month | Nights with one | One figure outside its band | 3σ: one figure outside | Moved 1 sd for 3 nights: found by the implicit rule | By `outside_band(x)` | By 3σ |",
  "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
]
const next = randomNumbers(20)
for (const set of sets) {
  if (!existsSync(`${join(...set.reference)}.parquet`)) continue
  const {
    nights,
    columns,
    alerts,
    alarmed,
    outside,
    figures: all,
    falseSigma,
    found,
    band,
    sigma,
  } = await measured(set, next)
  lines.push(
    `| ${set.name} | ${nights} | ${2 * columns} | ${((30 * alerts) / nights).toFixed(1)} | ${percent(alarmed / nights)} | ${percent(outside / all)} | ${percent(falseSigma / all)} | ${found} of ${trials} | ${band} of ${trials} | ${sigma} of ${trials} |`,
  )
  console.log(lines.at(-1))
}
const page = readFileSync("docs/alerts.md", "utf8")
const [start, end] = ["<!-- nights: written by npm run alert-nights -->", "<!-- /nights -->"]
const [before, rest] = page.split(start)
writeFileSync("docs/alerts.md", `${before}${start}\n\n${lines.join("\n")}\n\n${end}${rest.split(end)[1]}`)
