/** The columns of made-up loan data: what was drawn, from which shapes, and what drifted between the two sides. */
import type { ColumnResult } from "../../src/model.js"
import {
  base,
  categoricalColumn,
  generator,
  normal,
  numericColumn,
  summaryOf,
  timeColumn,
  untested,
} from "./sample-columns.js"

/** Rows of reference and current. */
export const rows: [number, number] = [10_000, 8_000]

type Draw = (next: () => number) => number

const bell =
  (mean: number, spread: number): Draw =>
  (next) =>
    mean + spread * normal(next)
const skewed =
  (median: number, spread: number): Draw =>
  (next) =>
    median * Math.exp(spread * normal(next))
const whole =
  (draw: Draw): Draw =>
  (next) =>
    Math.max(0, Math.floor(draw(next)))
const bounded =
  (draw: Draw): Draw =>
  (next) =>
    Math.min(1, Math.max(0, draw(next)))
const mixed =
  (a: Draw, b: Draw, part: number): Draw =>
  (next) =>
    next() < part ? b(next) : a(next)

/** Name, reference, current, and the shares that are missing. */
const numeric: [string, Draw, Draw, number?, number?][] = [
  ["interest_rate", skewed(10.9, 0.28), skewed(14.7, 0.25)],
  ["inquiries_6m", whole(skewed(0.9, 0.8)), whole(skewed(1.6, 0.8))],
  ["days_since_signup", whole(skewed(206, 0.9)), whole(skewed(331, 0.8))],
  ["prediction", bounded(skewed(0.152, 0.6)), bounded(skewed(0.205, 0.55))],
  ["annual_income", skewed(56895, 0.45), skewed(64109, 0.45)],
  ["utilisation", bounded(bell(0.37, 0.2)), bounded(mixed(bell(0.4, 0.2), bell(0.92, 0.05), 0.15))],
  ["age", whole(bell(41, 11)), whole(bell(41.2, 11))],
  ["loan_amount", skewed(12000, 0.5), skewed(12150, 0.5)],
  ["credit_score", whole(bell(690, 50)), whole(bell(688, 50))],
  ["debt_to_income", bell(0.31, 0.11), bell(0.315, 0.11)],
  ["open_accounts", whole(skewed(8, 0.5)), whole(skewed(8, 0.5))],
  ["months_since_delinquency", whole(skewed(30, 0.6)), whole(skewed(31, 0.6)), 0.527, 0.697],
  ["branch_distance_km", skewed(6, 0.8), skewed(6.1, 0.8)],
  ["bank_balance", bell(2300, 1800), bell(2350, 1850), 0.02, 0.021],
  ["revolving_balance", skewed(8200, 0.9), skewed(8300, 0.9)],
  ["employment_years", whole(skewed(6, 0.7)), whole(skewed(6, 0.7)), 0.04, 0.043],
  ["installment", skewed(390, 0.5), skewed(394, 0.5)],
  ["mortgage_accounts", whole(skewed(1.6, 0.7)), whole(skewed(1.6, 0.7))],
]

function numericColumns(): ColumnResult[] {
  return numeric.map(([name, reference, current, ...missing], seed) => {
    const draw = (side: Draw, n: number, index: 0 | 1) => {
      const next = generator(seed * 2 + index + 7)
      return Array.from({ length: Math.round(n * (1 - (missing[index] ?? 0))) }, () => side(next))
    }
    const column = numericColumn(name, draw(reference, rows[0], 0), draw(current, rows[1], 1), rows)
    return name === "prediction" ? { ...column, role: "prediction" } : column
  })
}

const categorical: [string, [string, number, number][]][] = [
  [
    "purpose",
    [
      ["debt_consolidation", 3400, 2450],
      ["credit_card", 2150, 1610],
      ["home_improvement", 1540, 1010],
      ["major_purchase", 1010, 690],
      ["medical", 690, 560],
      ["car", 430, 420],
      ["moving", 280, 290],
      ["green_energy", 0, 720],
      ["tuition", 0, 250],
      ["wedding", 500, 0],
    ],
  ],
  [
    "channel",
    [
      ["web", 4210, 2350],
      ["mobile_app", 2910, 3856],
      ["branch", 1910, 1110],
      ["partner", 970, 684],
    ],
  ],
  [
    "device_os",
    [
      ["windows", 3830, 1930],
      ["android", 2680, 2640],
      ["ios", 2410, 2550],
      ["macos", 830, 660],
      ["linux", 250, 220],
    ],
  ],
  [
    "risk_band",
    [
      ["A", 2060, 944],
      ["B", 2840, 2024],
      ["C", 2360, 1936],
      ["D", 1730, 1744],
      ["E", 1010, 1352],
    ],
  ],
  [
    "home_ownership",
    [
      ["mortgage", 4900, 3890],
      ["rent", 4050, 3270],
      ["own", 1050, 840],
    ],
  ],
  [
    "region",
    [
      ["north", 2500, 2010],
      ["south", 2480, 1970],
      ["east", 2530, 2040],
      ["west", 2490, 1980],
    ],
  ],
  [
    "employment",
    [
      ["salaried", 7030, 5590],
      ["self_employed", 1990, 1620],
      ["retired", 980, 790],
    ],
  ],
  [
    "verified",
    [
      ["true", 6120, 4930],
      ["false", 3880, 3070],
    ],
  ],
  [
    "kyc_passed",
    [
      ["true", 9950, 8000],
      ["false", 50, 0],
    ],
  ],
  [
    "defaulted",
    [
      ["false", 9190, 7296],
      ["true", 810, 704],
    ],
  ],
]

function categoricalColumns(): ColumnResult[] {
  return categorical.map(([name, counts]) => {
    const column = categoricalColumn(name, counts)
    return name === "defaulted" ? { ...column, role: "target" } : column
  })
}

function untestedColumns(): ColumnResult[] {
  const ids = (n: number) =>
    summaryOf({ rows: n, distinct: n, length_min: 12, length_max: 12, length_mean: 12, empty: 0, blank: 0 })
  const identifier = base("application_id", {
    type: "identifier",
    role: "id",
    type_reason: "string, every value different",
    storage: { reference: "string", current: "string" },
    reference: ids(rows[0]),
    current: ids(rows[1]),
  })
  return [
    untested(identifier, "not_tested", "Identifiers are profiled, not tested."),
    timeColumn(
      "application_ts",
      [
        ["2026-09-01T00:04:00.000Z", "2026-09-30T23:58:00.000Z"],
        ["2026-11-16T00:02:00.000Z", "2026-11-22T00:11:00.000Z"],
      ],
      rows,
    ),
    untested(
      base("partner_id", {
        type: "categorical",
        storage: { reference: null, current: "string" },
        current: summaryOf({ rows: rows[1], distinct: 12 }),
      }),
      "not_tested",
      "Only in current.",
    ),
    untested(
      base("legacy_score", {
        storage: { reference: "double", current: null },
        reference: summaryOf({ rows: rows[0], distinct: 700 }),
      }),
      "not_tested",
      "Only in reference.",
    ),
  ]
}

let sampled: ColumnResult[] | null = null

/** The columns of the sample, drawn once. */
export const sampleColumns = (): ColumnResult[] =>
  (sampled ??= [...numericColumns(), ...categoricalColumns(), ...untestedColumns()])
