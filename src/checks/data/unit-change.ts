import type { ColumnSummary, DataCheck } from "../../model.js"
import { number } from "../../words/format.js"
import { bothSides } from "../both-sides.js"
import {
  areClearlyOff,
  commonRatio,
  offFactor,
  offShift,
  quantileSide,
  type Conversion,
  type QuantileSide,
} from "../quantile-ratios.js"

interface NamedConversion extends Conversion {
  words: string
}

const scale = (times: number, words: string): NamedConversion => ({ times, words, plus: 0 })

/** Both ways of each: current = reference × times + plus. */
const conversions: readonly NamedConversion[] = [
  ...[10, 100, 1000, 1e4, 1e6, 1e9].flatMap((times) => [
    scale(times, `values were multiplied by ${number(times)}`),
    scale(1 / times, `values were divided by ${number(times)}`),
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

const fewestRows = 100

/** By which factor a numeric column was scaled, where its quantiles fit a common change of units; 1 where they do not. */
export default {
  meta: {
    title: "Values are in the same unit",
    failTitle: "Values are in another unit",
    description:
      "The factor by which all values seem to have been scaled: powers of ten, times, lengths, weights, speeds and temperatures. Found where the ratios of the quantiles, each weighed by its standard error, come to within 1 % of the factor (10 % from a factor of ten on), none of them contradicts it, and the values are clearly not as they were; 1 where none does, 2 for °C and K.",
    evidence: "figures",
    unit: "factor",
    limitsAbove: "zero",
    warnLimit: 1,
    failLimit: 5,
    limitsReason:
      "Growth may come to a factor of 1.61, so small factors only warn, and between whole numbers only whole ones are tried. Growth does not move every quantile by ten or a thousand.",
  },

  check({ columns, private: hidden }) {
    return bothSides(columns)
      .filter(({ type, reference, current }) => type === "numeric" && varied(reference) && varied(current))
      .map(({ name, reference, current }) => {
        const counted = reference.decimals_mean === 0 && current.decimals_mean === 0
        const found = conversionBetween(sideOf(reference), sideOf(current), counted)
        if (found === null)
          return { column: name, value: 1, reference_value: 1, message: "No change of units fits the values" }
        const [before, after] = [reference, current].map(({ quantiles }) => number(quantiles?.["50"] ?? 0))
        const medians = hidden.has(name) ? "" : `; the median went from ${before} to ${after}`
        const message = `As if ${found.words}: every quantile fits${medians}`
        return { column: name, value: factorOf(found), reference_value: 1, message }
      })
  },
} satisfies DataCheck

/** Enough values, and enough different ones in the middle, for a pattern. */
function varied(side: ColumnSummary): boolean {
  return side.quantiles !== null && countOf(side) >= fewestRows && new Set(sideOf(side).middle).size >= 4
}

const countOf = ({ rows, missing }: ColumnSummary) => rows - missing

function sideOf(side: ColumnSummary): QuantileSide {
  return quantileSide(side.quantiles ?? {}, countOf(side))
}

/** The conversion that fits best; null where none does, and where the values fit as they are. Counts stay whole: between whole numbers only whole factors are tried, and temperatures. */
function conversionBetween(before: QuantileSide, after: QuantileSide, counted: boolean): NamedConversion | null {
  if (!areClearlyOff(before, after)) return null
  const scaling = commonRatio(before, after)
  const off = (conversion: Conversion) =>
    conversion.plus === 0 ? offFactor(scaling, conversion) : offShift(before, after, conversion)
  const best = conversions
    .filter((conversion) => !counted || keepsWhole(conversion))
    .map((conversion) => ({ conversion, off: off(conversion) }))
    .reduce((a, b) => (b.off < a.off ? b : a))
  return best.off <= 1 ? best.conversion : null
}

function keepsWhole({ times, plus }: Conversion): boolean {
  return plus !== 0 || Number.isInteger(times) || Number.isInteger(Math.round(1e9 / times) / 1e9)
}

function factorOf({ times }: Conversion): number {
  return times === 1 ? 2 : Math.max(times, 1 / times)
}
