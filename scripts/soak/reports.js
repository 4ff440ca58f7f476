// What a folder of dated runs must look like, whatever happened to the runs that wrote it.
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { inOrder } from "../../dist/history/line.js"
import { runName } from "../../dist/history/run-name.js"

/** Names of the runs that have a folder. */
export const runsIn = (folder) => readdirSync(folder).filter((name) => runName.test(name))

/** Every line of the history, parsed; throws where one is damaged. `whole`: also where the last one is cut short. */
export function historyOf(folder, whole = true) {
  const path = join(folder, "history.ndjson")
  if (!existsSync(path)) return []
  const lines = readFileSync(path, "utf8").split("\n")
  const rest = lines.pop()
  if (whole && rest !== "") throw new Error("the last line of the history is cut short")
  return lines.map((line) => JSON.parse(line))
}

/** What a killed run may leave, to be swept by the next one. */
const work = /^\.(lock|run-)|\.tmp$/

/**
 * What is wrong with the folder, in words; null for nothing. `settled`: a run came to its end and none was killed since, so that nothing
 * but results may be there.
 */
export function faultIn(folder, { settled }) {
  if (!existsSync(folder)) return null
  try {
    const lines = historyOf(folder, settled)
    const names = new Set(lines.map(({ run }) => run))
    if (names.size < lines.length) return "a run has two lines in the history"
    for (const name of runsIn(folder)) {
      const broken = faultInRun(join(folder, name))
      if (broken !== null) return broken
      if (settled && !names.has(name)) return `${name} has no line in the history`
    }
    return settled ? faultInSettled(folder) : null
  } catch (error) {
    return error.message
  }
}

function faultInRun(run) {
  if (existsSync(join(run, "error.txt"))) return null
  JSON.parse(readFileSync(join(run, "report.json"), "utf8"))
  return isWholePage(join(run, "report.html")) ? null : `half a page in ${run}`
}

function faultInSettled(folder) {
  const left = readdirSync(folder).find((name) => work.test(name))
  if (left !== undefined) return `${left} was left behind`
  if (!isWholePage(join(folder, "index.html"))) return "half an index"
  const newest = newestOf(folder)
  const [latest, same] = [join(folder, "latest"), join(folder, newest)].map((path) =>
    readFileSync(join(path, "report.json"), "utf8"),
  )
  return latest === same ? null : "latest/ is not the newest run"
}

/** The run that began last; of those of one instant, the one that was put in place last. */
function newestOf(folder) {
  const kept = new Set(runsIn(folder))
  const lines = historyOf(folder).filter(({ run }) => kept.has(run))
  return inOrder(lines).at(-1).run
}

const isWholePage = (path) => /<\/html>\s*$/i.test(readFileSync(path, "utf8"))
