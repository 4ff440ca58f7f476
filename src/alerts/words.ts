import type { AlertMessage, MessagePart } from "../model.js"
import { visible } from "../words/escape.js"
import { plural, time, trimmed } from "../words/format.js"

/** What came of a part, in a word. */
const kindWords: Record<MessagePart["kind"], string> = {
  opened: "new",
  widened: "wider",
  repeated: "still open",
  resolved: "over",
  acknowledged: "acknowledged",
}

const blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

/** Values as a line of blocks, a point for each missing one; "" for fewer than two values. */
export function courseInBlocks(course: readonly (number | null)[]): string {
  const values = course.filter((value) => value !== null)
  if (values.length < 2) return ""
  const low = Math.min(...values)
  const high = Math.max(...values)
  const step = (value: number) => (high === low ? 0 : Math.round(((value - low) / (high - low)) * (blocks.length - 1)))
  return course.map((value) => (value === null ? "·" : blocks[step(value)])).join("")
}

/** "since 3 Nov 2026 (4 runs)". */
export const sinceInWords = ({ since, runs }: MessagePart): string => `since ${time(since)} (${plural(runs, "run")})`

/** "ordinary: 0.01 to 0.05"; null while that is being learned. */
export const bandInWords = ({ band }: MessagePart): string | null =>
  band === null ? null : `ordinary: ${trimmed(band.low)} to ${trimmed(band.high)}`

/** The lines of one part, without any marks: what, since when, what to do. */
export function partLines(part: MessagePart): string[] {
  const { rule, severity, kind, when, what, first_action, runbook, owner, action } = part
  const course = courseInBlocks(part.course)
  return [
    `${rule} (${severity}, ${kindWords[kind]}): ${what}`,
    [when === "" ? null : `rule: ${when}`, sinceInWords(part), bandInWords(part)]
      .filter((each) => each !== null)
      .join("; "),
    ...(course === "" ? [] : [`last ${plural(part.course.length, "run")}: ${course}`]),
    ...(kind === "resolved" || first_action === null ? [] : [`first: ${first_action}`]),
    ...(runbook === null ? [] : [`runbook: ${runbook}`]),
    ...(action === null || kind === "resolved" ? [] : [`known remedy: ${action}`]),
    ...(owner === null ? [] : [`owner: ${owner}`]),
  ].map(visible)
}

/** The whole message as text, a line each. */
export function messageText(message: AlertMessage): string {
  const { title, parts, going_on, report, run } = message
  return [
    visible(title),
    ...parts.flatMap((part) => {
      const [first, ...rest] = partLines(part)
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)]
    }),
    ...(going_on.length === 0 ? [] : [`Still open: ${going_on.join(", ")}`]),
    `Run ${run}${report === null ? "" : `: ${report}`}`,
  ].join("\n")
}
