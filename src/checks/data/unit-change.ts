import type { ColumnSummary, DataCheck } from "../../model.js"
import { number } from "../../words/format.js"
import { bothSides } from "../both-sides.js"

interface Conversion {
  words: string
  times: number
  plus: number
}

const scale = (times: number, words: string): Conversion => ({ times, words, plus: 0 })

/** Both ways of each: current = reference × times + plus. */
const conversions: readonly Conversion[] = [
  ...[10, 100, 1000, 1e4, 1e6, 1e9].flatMap((times) => [
    scale(times, `${number(times)} times as large`),
    scale(1 / times, `1/${number(times)} as large`),
  ]),
  ...[scale(60, "minutes became seconds"), scale(1 / 60, "seconds became minutes")],
  ...[scale(3600, "hours became seconds"), scale(1 / 3600, "seconds became hours")],
  ...[scale(24, "days became hours"), scale(1 / 24, "hours became days")],
  ...[scale(1.609344, "miles became kilometres"), scale(1 / 1.609344, "kilometres became miles")],
  ...[scale(2.54, "inches became centimetres"), scale(1 / 2.54, "centimetres became inches")],
  ...[scale(0.3048, "feet became metres"), scale(1 / 0.3048, "metres became feet")],
  ...[scale(0.45359237, "pounds became kilograms"), scale(1 / 0.45359237, "kilograms became pounds")],
  ...[scale(3.6, "m/s became km/h"), scale(1 / 3.6, "km/h became m/s")],
  { words: "°C became °F", times: 1.8, plus: 32 },
  { words: "°F became °C", times: 1 / 1.8, plus: -32 / 1.8 },
  { words: "°C became K", times: 1, plus: 273.15 },
  { words: "K became °C", times: 1, plus: -273.15 },
]

const percents = ["5", "10", "25", "50", "75", "90", "95"]
const fewestRows = 100
const fits = 0.05
const clearly = 0.25

/** By which factor a numeric column was scaled, where its quantiles fit a common change of units; 1 where they do not. */
export default {
  meta: {
    title: "Values are in the same unit",
    failTitle: "Values are in another unit",
    description:
      "The factor by which all values seem to have been scaled: powers of ten, times, lengths, weights, speeds and temperatures. Found where every quantile fits the conversion and lies clearly off without it; 1 where none does, 2 for °C and K.",
    evidence: "figures",
    unit: "factor",
    limitsAbove: "zero",
    warnLimit: 1,
    failLimit: 5,
    limitsReason:
      "Growth may look like a factor of 1.6, so small factors only warn, and between whole numbers only whole ones are tried. Growth does not move every quantile by exactly ten or a thousand.",
  },

  check({ columns, private: hidden }) {
    return bothSides(columns)
      .filter(({ type, reference, current }) => type === "numeric" && varied(reference) && varied(current))
      .map(({ name, reference, current }) => {
        const [before, after] = [quantilesOf(reference), quantilesOf(current)]
        const counted = reference.decimals_mean === 0 && current.decimals_mean === 0
        const found = conversionBetween(before, after, counted)
        if (found === null)
          return { column: name, value: 1, reference_value: 1, message: "No change of units fits the values" }
        const medians = hidden.has(name) ? "" : `; the median went from ${number(before[3])} to ${number(after[3])}`
        const message = `All quantiles fit: ${found.words}${medians}`
        return { column: name, value: factorOf(found), reference_value: 1, message }
      })
  },
} satisfies DataCheck

/** Enough values, and enough different ones in the middle, for a pattern. */
function varied(side: ColumnSummary): boolean {
  return side.quantiles !== null && side.rows - side.missing >= fewestRows && new Set(quantilesOf(side)).size >= 4
}

function quantilesOf({ quantiles }: ColumnSummary): number[] {
  return percents.map((percent) => quantiles?.[percent] ?? 0)
}

/**
 * The conversion that fits best, if its worst quantile is off by at most 5 % of the spread; null where the values fit as they
 * are. Counts stay whole: between whole numbers only whole factors are tried, and temperatures.
 */
function conversionBetween(before: readonly number[], after: readonly number[], counted: boolean): Conversion | null {
  if (misfit(before, after, { times: 1, plus: 0 }) < clearly) return null
  const best = conversions
    .filter((conversion) => !counted || keepsWhole(conversion))
    .map((conversion) => ({ conversion, off: misfit(before, after, conversion) }))
    .reduce((a, b) => (b.off < a.off ? b : a))
  return best.off <= fits ? best.conversion : null
}

function keepsWhole({ times, plus }: Conversion): boolean {
  return plus !== 0 || Number.isInteger(times) || Number.isInteger(Math.round(1e9 / times) / 1e9)
}

/** The largest distance between a converted quantile and the one found, in spreads (5 to 95 %) of the converted values. */
function misfit(
  before: readonly number[],
  after: readonly number[],
  { times, plus }: Pick<Conversion, "times" | "plus">,
): number {
  const spread = times * (before[before.length - 1] - before[0])
  return Math.max(...before.map((value, i) => Math.abs(after[i] - (value * times + plus)))) / spread
}

function factorOf({ times }: Conversion): number {
  return times === 1 ? 2 : Math.max(times, 1 / times)
}
