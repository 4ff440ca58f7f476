/** Which checks warn on tables that did not change: from the scenes of `npm run calibration`. */
import { existsSync, readFileSync } from "node:fs"

/** What a scene counted, as far as checks go. */
export interface UnchangedScene {
  runs: number
  /** In how many runs a check warned or failed; checks that did neither are left out. */
  checks: Record<string, { warned?: number; failed?: number }>
}

const path = "fixtures/calibration.json"
const prefix = "unchanged "

/** By size, as in "drawn 200/200"; none where nothing was counted. */
export function readUnchangedScenes(): Map<string, UnchangedScene> {
  const all = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, UnchangedScene>) : {}
  return new Map(
    Object.entries(all).flatMap(([id, scene]) => (id.startsWith(prefix) ? [[id.slice(prefix.length), scene]] : [])),
  )
}

/** Head and rows of a table: a row for each check that gave an alarm, with its share of the runs and the standard error, and one for the others. */
export function alarmsByScene(ids: readonly string[], scenes: ReadonlyMap<string, UnchangedScene>): string[][] {
  const all = Array.from(scenes)
  const noisy = ids.filter((id) => all.some(([, { checks }]) => id in checks))
  const head = ["Check", ...all.map(([size, { runs }]) => `${size} (${runs} runs)`)]
  const rows = noisy.map((id) => [`\`${id}\``, ...all.map(([, scene]) => alarmsOf(id, scene))])
  return [head, ...rows, [quietOnes(ids.length - noisy.length, ids.length), ...all.map(() => "0")]]
}

/** What the row of checks without an alarm is called: "35 others, each". */
export const quietOnes = (quiet: number, all: number): string =>
  quiet === all ? `all ${all}, each` : `${quiet} others, each`

function alarmsOf(id: string, { runs, checks }: UnchangedScene): string {
  const { warned = 0, failed = 0 } = id in checks ? checks[id] : {}
  const share = (warned + failed) / runs
  if (share === 0) return "0"
  const failures = failed > 0 ? `, ${failed} failed` : ""
  return `${(100 * share).toFixed(1)} ± ${(100 * Math.sqrt((share * (1 - share)) / runs)).toFixed(1)} %${failures}`
}
