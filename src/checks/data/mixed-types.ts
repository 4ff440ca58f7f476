import type { CheckEvidence, CheckInput, DataCheck, TextKinds } from "../../model.js"
import { count, share } from "../../words/format.js"
import { shareOf } from "../both-sides.js"
import { chanceSlack, newcomerSlack } from "../chance.js"
import { examples } from "../examples.js"

const kinds = ["number", "date", "boolean", "text"] as const
type Kind = (typeof kinds)[number]
const words: Record<Kind, string> = {
  number: "numbers",
  date: "dates",
  boolean: "true or false",
  text: "other texts",
}

/** Share of a column of texts that reads like another type than most of it, held to the reference's share. */
export default {
  meta: {
    title: "Columns hold one type of value",
    failTitle: "A column mixes types",
    description:
      "In a column of texts (any column of a CSV file with one such cell), the share of values that read like another type than most of them: numbers among texts, texts among numbers or dates. Blank texts and words for missing are left to other checks.",
    evidence: "texts",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0,
    failLimit: 0.05,
    limitsReason:
      "One such cell makes a column of numbers one of texts. Codes that mix by nature mix in the reference too; chance is added where the reference holds texts.",
  },

  check(input) {
    return Array.from(input.evidence).flatMap(([name, { texts }]) => {
      if (texts.reference === null || texts.current === null || texts.current.rows === 0) return []
      const main = largest(texts.current)
      const inCurrent = minority(texts.current, main)
      const inReference = texts.reference.rows === 0 ? 0 : minority(texts.reference, largest(texts.reference))
      const slack = slackOf(texts, inCurrent, inReference)
      const message = describe(texts.current, main, name, input)
      return [{ column: name, value: inCurrent, reference_value: inReference, slack, message }]
    })
  },
} satisfies DataCheck

const largest = (side: TextKinds): Kind => kinds.reduce((a, b) => (side[b] > side[a] ? b : a))
const minority = (side: TextKinds, main: Kind): number => 1 - shareOf(side[main], side.rows)

/** None where the reference stored another type than text: it could hold no other. */
function slackOf({ reference, current }: CheckEvidence["texts"], inCurrent: number, inReference: number): number {
  if (reference === null || current === null || reference.text + reference.date === 0) return 0
  const [n, m] = [reference.rows, current.rows]
  return inReference === 0 ? newcomerSlack(n, m) : chanceSlack(inReference, n, inCurrent, m)
}

function describe(side: TextKinds, main: Kind, name: string, input: CheckInput): string {
  const others = kinds.filter((kind) => kind !== main && side[kind] > 0)
  if (others.length === 0) return `All values are ${words[main]}`
  const parts = others.map(
    (kind) =>
      `${count(side[kind])} of ${count(side.rows)} (${share(side[kind] / side.rows)}) are ${words[kind]}${examples(side.examples[kind], name, input)}`,
  )
  return `Most values are ${words[main]}, but ${parts.join("; ")}`
}
