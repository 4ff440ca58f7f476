import { kindOf } from "../../kinds/kinds.js"
import type { Context } from "../context.js"
import { nameText } from "../../words/escape.js"
import { count, number } from "../../words/format.js"
import type { Style } from "./style.js"
import { askedSentence, budgetWords, costSentence, largestSpenders, linkWords, spenderWords } from "../../words/llm.js"
import { titled } from "./lines.js"

const mostSpenders = 3

/** What requests cost and who spends most, what goes with feedback, how many answers are bad, and what was sent where. */
export function llm({ report }: Context, { paint, signs, name, letters }: Style): string[] {
  const { llm: facts } = report
  if (facts === undefined) return []
  const { cost, spending, feedback, worst, asked } = facts
  const ellipsis = letters("…")
  return titled([
    ...(cost === null ? [] : [["Cost", costSentence(cost)] as const]),
    ...spending.map((each) => {
      const over = each.over_budget > 0 ? `${paint.red(signs.fail)} ` : ""
      const budget = budgetWords(each)
      return [
        `by ${spenderWords[each.by].one}`,
        `${over}${budget === null ? "" : `${budget}: `}${largestSpenders(each, mostSpenders)}`,
      ] as const
    }),
    ...feedback
      .slice(0, mostSpenders)
      .map((link) => ["Moves with", `${name(link.outcome)}: ${name(link.column)} ${linkWords(link)}`] as const),
    ...(worst.length === 0
      ? []
      : [
          [
            "Worst marks",
            worst
              .slice(0, mostSpenders)
              .map(
                ({ id, row, score }) =>
                  `${id === null ? `row ${count(row)}` : nameText(id, 36, ellipsis)} ${number(score)}`,
              )
              .join(", "),
          ] as const,
        ]),
    ...asked.map((each) => ["Sent", `${kindOf(report).sides[each.side]}, ${askedSentence(each)}`] as const),
  ])
}
