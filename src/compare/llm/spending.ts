import type { LabelValues, LlmFacts, Spender, Spending, SpendingRow } from "../../model.js"
import { spenders } from "../../model.js"
import type { CompareOptions } from "../../options/options.js"
import type { TraceTable } from "./trace-table.js"
import { isInCalendar } from "../../stats/iso-time.js"

/** Users, features and models that are listed by name, and days. */
const mostNamed = 10
const mostDays = 92

const msPerDay = 86_400_000

const roleOf = {
  day: "started",
  user: "user",
  feature: "app_feature",
  model: "model",
  model_version: "model_version",
} as const satisfies Record<Spender, string>

interface Sides {
  reference: TraceTable | null
  current: TraceTable
}

type Asked = Pick<CompareOptions, "budget"> & { hidden: ReadonlySet<string> }

/** What requests cost, and by whom; nothing where no request has a cost. */
export async function spendingOf(sides: Sides, asked: Asked): Promise<Pick<LlmFacts, "cost" | "spending">> {
  const costs = await sides.current.numbers("cost")
  const known = (costs ?? []).filter((cost) => !Number.isNaN(cost))
  if (costs === null || known.length === 0) return { cost: null, spending: [] }
  const before = (await sides.reference?.numbers("cost")) ?? null
  const spending: Spending[] = []
  for (const by of spenders) {
    const found = await spendingBy(by, sides, { current: costs, reference: before }, asked)
    if (found !== null) spending.push(found)
  }
  const cost = {
    usd: total(costs),
    requests: costs.length,
    unpriced: costs.length - known.length,
    reference_usd: before === null || before.every(Number.isNaN) ? null : total(before),
  }
  return { cost, spending }
}

interface Costs {
  reference: Float64Array | null
  current: Float64Array
}

async function spendingBy(
  by: Spender,
  { reference, current }: Sides,
  costs: Costs,
  { budget, hidden }: Asked,
): Promise<Spending | null> {
  const column = current.column(roleOf[by])
  const labels = await labelsBy(by, current)
  if (column === undefined || labels === null) return null
  const limit = (by === "model_version" ? undefined : budget?.[`per_${by}`]) ?? null
  const before = reference === null || costs.reference === null || by === "day" ? null : await labelsBy(by, reference)
  const earlier = before === null || costs.reference === null ? new Map<string, Sum>() : sums(before, costs.reference)
  const groups = Array.from(sums(labels, costs.current), ([value, sum]): SpendingRow => ({
    value,
    ...sum,
    reference_usd: earlier.get(value)?.usd ?? null,
  }))
  if (groups.length === 0) return null
  const isHidden = hidden.has(column)
  const listed = by === "day" ? latest(groups) : largest(groups)
  return {
    by,
    column,
    budget: limit,
    groups: groups.length,
    over_budget: limit === null ? 0 : groups.filter(({ usd }) => usd > limit).length,
    listed: isHidden && by !== "day" ? listed.map((row, i) => ({ ...row, value: `value ${i + 1}` })) : listed,
    other_usd: Math.max(0, sumOf(groups) - sumOf(listed)),
  }
}

const latest = (days: SpendingRow[]) => days.sort((a, b) => (a.value < b.value ? -1 : 1)).slice(-mostDays)
/** Those above their budget are among the largest. */
const largest = (groups: SpendingRow[]) => groups.sort((a, b) => b.usd - a.usd).slice(0, mostNamed)
const sumOf = (rows: readonly SpendingRow[]) => rows.reduce((sum, { usd }) => sum + usd, 0)

async function labelsBy(by: Spender, table: TraceTable): Promise<LabelValues | null> {
  if (by !== "day") return table.labels(roleOf[by])
  const started = await table.numbers("started")
  return started === null ? null : daysOf(started)
}

/** Days (UTC) as 2026-06-30. */
function daysOf(started: Float64Array): LabelValues {
  const places = new Map<number, number>()
  const codes = Int32Array.from(started, (ms) => {
    if (!isInCalendar(ms)) return -1
    const day = Math.floor(ms / msPerDay)
    const code = places.get(day) ?? places.size
    places.set(day, code)
    return code
  })
  const labels = Array.from(places.keys(), (day) => new Date(day * msPerDay).toISOString().slice(0, 10))
  return { codes, labels }
}

interface Sum {
  usd: number
  requests: number
}

/** What the requests of each label cost, as far as they have a cost. */
function sums({ codes, labels }: LabelValues, costs: Float64Array): Map<string, Sum> {
  const found = new Map<number, Sum>()
  for (const [row, cost] of costs.entries()) {
    const code = codes[row]
    if (code < 0 || Number.isNaN(cost)) continue
    const sum = found.get(code) ?? { usd: 0, requests: 0 }
    found.set(code, { usd: sum.usd + cost, requests: sum.requests + 1 })
  }
  return new Map(Array.from(found, ([code, sum]) => [labels[code], sum]))
}

const total = (values: Float64Array) => values.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0)
