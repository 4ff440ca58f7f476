import { statSync } from "node:fs"
import { openDataset } from "../datasets/open-dataset.js"
import { InputError, UsageError } from "../errors.js"
import { MetricReader } from "../evidence/metric-columns.js"
import { readHistory } from "../history/history-file.js"
import { inOrder } from "../history/line.js"
import { proxyLinks, timedFigures, type TimedFigures } from "../judge/proxies.js"
import type { ProxyLink } from "../model.js"
import type { ProxyOptions } from "../options/options.js"
import { milliseconds } from "../options/takes.js"
import { loadRegistry } from "../registry.js"
import { visible } from "../words/escape.js"
import { known, number } from "../words/format.js"
import { nearest } from "../words/suggest.js"
import { delayText, proxyStrengthText, unusableBecause } from "../words/proxies.js"
import type { Given } from "./command.js"
import type { Io } from "./io.js"
import { runSettings } from "./run-settings.js"
import { say } from "./say.js"

/** Prints how well each proxy goes with its later figure. Gives 0 where each later figure has one that may stand for it, else 1. */
export async function proxiesCommand(path: string, given: Given, io: Io): Promise<number> {
  const typed = askedProxies(given)
  const asked = typed ?? (await configured(given, io))
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  const runs = isFolder ? readHistory(path, true) : null
  for (const warning of runs?.warnings ?? []) say(io, `warning: ${warning}`)
  const figures = runs === null ? await rowsOf(path, asked) : timedFigures(inOrder(runs.runs))
  if (figures.length === 0)
    throw new InputError(`${path} holds no ${isFolder ? "runs" : "rows"}`, {
      hint: "it takes a folder that compare --output keeps, or a table with a row for each day or cohort",
    })
  if (typed !== null && isFolder) refuseUnknown(typed, figures, path)
  // The rows of a table have both figures already.
  const proxies = isFolder ? asked : new Map(Array.from(asked, ([of, { by }]) => [of, { by, delay: 0 }]))
  const links = proxyLinks(proxies, figures)
  io.stdout.write(Array.from(asked, ([of, { delay }]) => block(of, delay, links, isFolder)).join("\n"))
  return Array.from(asked.keys()).every((of) => links.some((link) => link.of === of && link.usable)) ? 0 : 1
}

type Proxies = ReadonlyMap<string, ProxyOptions>

/** Throws InputError for a figure on the command line that no run of a folder has; the configuration may name some that are yet to come. */
function refuseUnknown(typed: Proxies, figures: readonly TimedFigures[], path: string): void {
  const had = new Set(figures.flatMap(({ values }) => Array.from(values.keys())))
  for (const name of Array.from(typed).flatMap(([of, { by }]) => [of, ...by])) {
    if (had.has(name)) continue
    const meant = nearest(name, had)
    const has = had.size === 0 ? "none has any" : `they have ${Array.from(had).sort().join(", ")}`
    throw new InputError(`no run in ${path} has a figure ${JSON.stringify(name)}`, {
      hint: `${meant === null ? "" : `did you mean ${JSON.stringify(meant)}? `}${has}`,
    })
  }
}

/** What the flags ask for; null where they ask for nothing. */
function askedProxies({ flags: { of, by, delay } }: Given): Proxies | null {
  if (of === undefined && by === undefined && delay === undefined) return null
  if (typeof of !== "string" || !Array.isArray(by))
    throw new UsageError("--of and --by go together", { hint: "--of converted_14d --by add_to_cart,page_views" })
  return new Map([[of, { by: by as string[], delay: milliseconds(delay as string | undefined) ?? 0 }]])
}

async function configured(given: Given, io: Io): Promise<Proxies> {
  const { proxies } = runSettings(given, io.cwd ?? process.cwd(), await loadRegistry()).options
  if (proxies.size > 0) return proxies
  throw new UsageError("the configuration names no proxies", {
    hint: "say --of and --by, or `proxies: { converted_14d: { delay: 14d, by: [add_to_cart] } }`",
  })
}

/** The rows of a table as if each were a run: all its figures, those that are missing left out. */
async function rowsOf(path: string, asked: Proxies): Promise<TimedFigures[]> {
  const dataset = await openDataset(path, {})
  try {
    const reader = new MetricReader(dataset)
    const names = Array.from(new Set(Array.from(asked).flatMap(([of, { by }]) => [of, ...by])))
    const absent = names.find((name) => !reader.has(name))
    if (absent !== undefined) throw new InputError(`${path} has no column ${JSON.stringify(absent)}`)
    const rows = Array.from(reader.allRows, () => new Map<string, number>())
    for (const name of names) {
      const { values, at } = await reader.numbers(name)
      at.forEach((row, i) => rows[row].set(name, values[i]))
    }
    return rows.map((values, at) => ({ at, values }))
  } finally {
    dataset.close()
  }
}

function block(of: string, delay: number, links: readonly ProxyLink[], isFolder: boolean): string {
  const own = links.filter((link) => link.of === of)
  const longest = Math.max(...own.map(({ id }) => visible(id).length))
  const when = isFolder ? delayText(delay / 3_600_000) : "in the same row"
  const lines = own.map((link) => {
    const reason = unusableBecause(link)
    const strength = proxyStrengthText(link, isFolder ? "run" : "row")
    const state = reason === null ? "usable    " : "not usable"
    return `  ${visible(link.id).padEnd(longest)}  ${state}  ${strength}, Spearman ${known(link.spearman, number)}${reason === null ? "" : `: ${reason}`}\n`
  })
  return `${visible(of)}, known ${when}:\n${lines.join("")}`
}
