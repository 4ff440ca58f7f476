import { readdirSync, realpathSync } from "node:fs"
import { join, relative, resolve, sep } from "node:path"
import { alertFacts } from "../alerts/facts.js"
import { readState } from "../alerts/state.js"
import { saysWhy, UsageError } from "../errors.js"
import { isSystemError } from "../files/unreadable.js"
import { runName } from "../history/run-name.js"
import { readHistory } from "../history/history-file.js"
import { asKept, begunUpTo } from "../history/line.js"
import { lastingChanges } from "../history/lasting-change.js"
import { withLock } from "../history/lock.js"
import { bandedCourses } from "../history/banded-courses.js"
import { publish, rebuild, type IndexPage, type Made } from "../history/publish.js"
import { failedRun, runOf } from "../history/run-of.js"
import { makeTemporaryFolder, sweep, type TemporaryFolder } from "../history/temporary-folder.js"
import { figuresByPeriod } from "../history/by-period.js"
import { alike, withDriftShare, furthestColumns, trendOf } from "../history/trend.js"
import { movesWithBusiness } from "../history/moves-with.js"
import type { Keep } from "../history/run-folders.js"
import type { AlertFacts, HistoryRun, Report } from "../model.js"
import { gridRuns, shareRuns } from "../report/index-view.js"
import { indexPage } from "../report/index-page.js"
import { version } from "../version.js"
import type { Io } from "./io.js"
import { attempt, makeFolder, refuseOverInput, refuseStore, untouchable, unwritable } from "./outputs.js"
import { say } from "./say.js"
import { onSignal } from "../signals.js"

/** A folder that keeps a report of each run. */
export interface ReportsFolder {
  /** The runs of the same kind before this one, oldest first. */
  earlier(): HistoryRun[]
  /** Puts a report in place; gives it with its trend, and the path of its run's folder. Null where it does not count after all. */
  publish(
    report: Report,
    render: (report: Report, reporter: "html" | "json") => Promise<string>,
  ): Promise<Published | null>
  /** Leaves word of a run that ended before there was a report; does nothing for one that was published. */
  fail(reason: string, hint?: string): Promise<void>
  /** Throws UsageError where one of these files is what the folder writes anew or removes by itself: its history, its index, a run. */
  refuseInputs(paths: readonly string[]): void
  discard(): void
}

/** What the runs of a folder are. */
export interface RunKind {
  kind: Report["kind"]
  /** The runs that it takes the place of; absent: none. */
  replaces?: ((run: HistoryRun) => boolean) | undefined
  /**
   * Whether the index and `latest` are written with the run; absent: they are. Where it is given, what killed runs left behind stays as well:
   * `rebuildIndex`, called before the first run and after the last, does both.
   */
  shows?: (() => boolean) | undefined
  /** Whether the run counts, asked when its files are on disk; absent: it does. */
  counts?: (() => Promise<boolean>) | undefined
}

/** None where the history cannot be read: that is reported when the run is put in place, after its verdict. */
function runsBefore(folder: string, began: Date, kind: Report["kind"]): HistoryRun[] {
  try {
    return begunUpTo(readHistory(folder).runs, began.getTime()).filter((run) => run.kind === kind)
  } catch (error) {
    if (isSystemError(error) || saysWhy(error)) return []
    throw error
  }
}

export interface Published {
  report: Report
  path: string
}

/**
 * Opens the folder for a run that began at `began`: found writable and, unless `shows` is given, rid of what killed runs left behind.
 * Throws UsageError where it cannot be written.
 */
export function openReports(
  folder: string,
  keep: Keep,
  began: Date,
  io: Io,
  { kind, replaces, shows, counts }: RunKind,
): ReportsFolder {
  refuseStore(folder)
  makeFolder(folder)
  const warn = warningTo(io)
  const temporary = attempt(folder, () => temporaryIn(folder, shows === undefined ? warn : null))
  const forget = onSignal(() => temporary.remove())
  let open = true
  const place = { folder, temporary, warn, indexPage: pageIn(folder), replaces, shows, counts }
  const close = () => {
    open = false
    temporary.remove()
    forget()
  }
  const put = (make: Parameters<typeof publish>[3]) =>
    withLock(folder, warn, () => publish(place, began, keep, make))
      .catch((error: unknown) => Promise.reject(unwritable(folder, error) as Error))
      .finally(close)
  return {
    earlier: () => runsBefore(folder, began, kind).filter((run) => replaces?.(run) !== true),
    async publish(report, render) {
      open = false
      let whole = report
      const name = await put(async (run, earlier): Promise<Made> => {
        const line = runOf(report, run)
        const alerts = alertsIn(folder, earlier, report.created_at)
        whole = { ...report, trend: trendOf([...earlier, asKept(line)]), ...(alerts && { alerts }) }
        return {
          run: line,
          files: {
            "report.html": await render(whole, "html"),
            "report.json": await render(whole, "json"),
            ...(line.status === "no_verdict" ? { "error.txt": errorText(report.verdict.reasons, began) } : {}),
          },
        }
      })
      return name === null ? null : { report: whole, path: join(folder, name) }
    },
    async fail(reason, hint) {
      if (!open) return
      open = false
      const files = { "error.txt": errorText(hint === undefined ? [reason] : [reason, hint], began) }
      await put((run) => Promise.resolve({ run: failedRun(run, began.toISOString(), reason, kind), files }))
    },
    refuseInputs(paths) {
      try {
        for (const name of ["history.ndjson", "index.html"]) refuseOverInput(join(folder, name), untouchable(paths))
        for (const path of paths) refuseWithin(folder, path)
      } catch (error) {
        close() // Word of this run would itself overwrite the input.
        throw error
      }
    },
    discard() {
      if (open) close()
    },
  }
}

/** A folder to prepare a run in. `warn`: what runs that were killed left behind is removed and named; null: `rebuildIndex` does that. */
function temporaryIn(folder: string, warn: ((text: string) => void) | null): TemporaryFolder {
  if (warn !== null)
    for (const name of sweep(folder)) warn(`removed ${join(folder, name)}, left behind by a run that was killed`)
  return makeTemporaryFolder(folder)
}

/** Throws UsageError for an input that lies in `latest` or in a run's folder. */
function refuseWithin(folder: string, path: string): void {
  const [first, ...rest] = relative(realpathSync(folder), real(path)).split(sep)
  if (rest.length > 0 && (first === "latest" || runName.test(first)))
    throw new UsageError(`${path} is an input and lies in ${join(folder, first)}, which the reports of runs overwrite`)
}

/** The path without links; what cannot be known as it is, for the reader to say why. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

/** Looks for what runs that were killed left behind and writes the index of a folder anew; gives how many runs it lists. */
export async function rebuildIndex(folder: string, io: Io): Promise<number> {
  const warn = warningTo(io)
  const temporary = attempt(folder, () => temporaryIn(folder, warn))
  try {
    const runs = await withLock(folder, warn, () =>
      Promise.resolve(rebuild({ folder, temporary, warn, indexPage: pageIn(folder) })),
    )
    return runs.length
  } catch (error) {
    throw unwritable(folder, error)
  } finally {
    temporary.remove()
  }
}

/** Whether a folder holds anything that an index could be made of. */
export function holdsRuns(folder: string, isRun: (name: string) => boolean): boolean {
  return readdirSync(folder).some((name) => name === "history.ndjson" || isRun(name))
}

const pageIn =
  (folder: string): IndexPage =>
  (runs, files) =>
    indexPage(
      runs,
      {
        ...bandsFor(withDriftShare(alike(runs))),
        moves: movesWithBusiness(alike(runs)),
        alerts: alertsIn(folder, runs, runs.at(-1)?.created_at ?? ""),
        columns: furthestColumns(withDriftShare(runs).slice(-gridRuns), 8),
        lasting: lastingChanges(alike(runs)),
        periods: figuresByPeriod(runs),
      },
      (run) => files.get(run) ?? new Set(),
      version(),
    )

function bandsFor(runs: readonly HistoryRun[]) {
  const shareBands = bandedCourses(runs, shareRuns).of("drift_share", "")?.bands ?? []
  return { unusual: bandedCourses(runs, gridRuns).unusual, shareBands }
}

/** What the folder knows of alerts; null where it knows nothing, or what it keeps cannot be read, which `driftcheck alert` says. */
function alertsIn(folder: string, runs: readonly HistoryRun[], now: string): AlertFacts | null {
  try {
    return alertFacts(readState(folder), runs, now)
  } catch (error) {
    if (isSystemError(error) || saysWhy(error)) return null
    throw error
  }
}

function warningTo(io: Io): (text: string) => void {
  return (text) => say(io, `warning: ${text}`)
}

/** What error.txt says: who wrote it and when, the reason, and what would help. */
function errorText(reasons: readonly string[], began: Date): string {
  const [reason = "no reason given", ...hints] = reasons
  const lines = [
    `driftcheck ${version()}, ${began.toISOString()}`,
    `error: ${reason}`,
    ...hints.map((hint) => `hint: ${hint}`),
  ]
  return `${lines.join("\n")}\n`
}
