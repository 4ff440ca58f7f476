import { randomUUID } from "node:crypto"
import { appendFileSync, statSync } from "node:fs"
import type { RenderOptions, Report } from "../model.js"
import { isDrifted } from "../words/accepted.js"
import { culpritsOf } from "../report/culprits.js"
import { reasonOf } from "../files/unreadable.js"
import type { Io } from "./io.js"
import { say } from "./say.js"
import { pathOf, renderedText, type Targets } from "./targets.js"

/** GitHub refuses a step summary beyond this, all of it. */
const summaryLimit = 1024 * 1024
const mostNames = 100

/** Whether this run is a step of a GitHub workflow that should hear of it. */
export function onGithub(io: Io, wanted: boolean): boolean {
  return wanted && io.env.GITHUB_ACTIONS === "true"
}

/**
 * Tells the workflow: annotations on stderr, where the runner reads them and they cannot get into a report on stdout; a
 * step summary; outputs for later steps. A file that cannot be written is reported and changes no verdict.
 */
export async function tellGithub(report: Report, targets: Targets, options: RenderOptions, io: Io): Promise<void> {
  io.stderr.write(await renderedText("github", report, options))
  const summary = await renderedText("markdown", report, { ...options, all: false })
  append("GITHUB_STEP_SUMMARY", io, (size) => cutToBytes(summary, summaryLimit - size))
  append("GITHUB_OUTPUT", io, () => outputText(outputsOf(report, targets), randomUUID))
}

/** The outputs of a step, by name. */
export function outputsOf(report: Report, targets: Targets): Map<string, string> {
  const { verdict, drift, columns, checks } = report
  const names = columns.filter(isDrifted).map(({ name }) => name)
  const failing = Array.from(culpritsOf(verdict).columns)
  return new Map([
    ["verdict", verdict.status],
    ["exit-code", String(verdict.exit_code)],
    ["reason", verdict.reasons[0] ?? ""],
    ["drift-share", String(drift.drift_share)],
    ["tested-columns", String(drift.tested_columns)],
    ["drifted-columns", String(drift.drifted_columns)],
    ["drifted-names", JSON.stringify(names.slice(0, mostNames))],
    ["failing-names", JSON.stringify(failing.slice(0, mostNames))],
    ["failed-checks", String(checks.filter(({ status }) => status === "fail").length)],
    ["report", pathOf(targets, "html") ?? ""],
    ["report-json", pathOf(targets, "json") ?? ""],
  ])
}

/** `name<<delimiter`, the value, the delimiter: the form that no value can break out of, because the delimiter is drawn anew. */
export function outputText(outputs: ReadonlyMap<string, string>, draw: () => string): string {
  return Array.from(outputs, ([name, value]) => {
    let delimiter: string
    do delimiter = `ghadelimiter_${draw()}`
    while (value.includes(delimiter))
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`
  }).join("")
}

const cutWord = "\n_Cut here: GitHub shows no more than 1 MiB. The report has the rest._\n"

/** Markdown of at most so many bytes, cut at a line's end and with a word that says so; nothing where not even that has room. */
export function cutToBytes(text: string, room: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= room) return text
  const rest = room - Buffer.byteLength(cutWord)
  const end = rest <= 0 ? -1 : bytes.lastIndexOf(0x0a, rest - 1)
  return end < 0 ? "" : `${bytes.subarray(0, end + 1).toString("utf8")}${cutWord}`
}

/** Appends to the file that a variable names; nothing without the variable. */
function append(variable: string, io: Io, text: (size: number) => string): void {
  const path = io.env[variable]
  if (path === undefined || path === "") return
  try {
    appendFileSync(path, text(statSync(path, { throwIfNoEntry: false })?.size ?? 0))
  } catch (error) {
    say(io, `warning: cannot append to ${variable}: ${reasonOf(error)}`)
  }
}
