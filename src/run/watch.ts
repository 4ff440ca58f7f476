/** Windows of a stream: each is a run of the comparison, kept in the folder as a night is. */
import { join } from "node:path"
import { readOptions } from "../config/options.js"
import { openDataset } from "../datasets/open-dataset.js"
import { RememberingDataset } from "../datasets/remembering-dataset.js"
import { InputError } from "../errors.js"
import { readHistory } from "../history/history-file.js"
import { holdLock } from "../history/hold-lock.js"
import { loadRegistry } from "../registry.js"
import { namedSource } from "../streams/open-stream.js"
import { freshState, readState, stateFile, stateText, type WatchState } from "../streams/state.js"
import { Windows, type ClosedWindow } from "../streams/windows.js"
import { plural } from "../words/format.js"
import type { Given } from "./command.js"
import { extensionOf } from "./extension.js"
import type { Io } from "./io.js"
import { makeFolder, openOutput, unwritable } from "./outputs.js"
import { readReport } from "./read-report.js"
import { runSettings } from "./run-settings.js"
import { rebuildIndex } from "./reports-folder.js"
import { say } from "./say.js"
import { endingGently } from "../signals.js"
import { folderOf, mappingOf, ruleOf, sourceOf, talliedOf } from "./watch/asked.js"
import { FolderIndex } from "./watch/folder-index.js"
import { decideLeft } from "./watch/decide-left.js"
import { judgeWindow, type Watch } from "./watch/judge-window.js"
import { LeftOver } from "./watch/left-over.js"

/** Held as long as a watch runs: two that write to one folder would read the same records. */
const lockFile = ".watch.lock"

/**
 * Judges the windows of a stream until it ends or a signal comes; a line for each on stdout. Gives the exit code that is the worst of
 * theirs. Throws UsageError and InputError before the first window where something cannot be had.
 */
export async function watchCommand(path: string, given: Given, io: Io): Promise<number> {
  const registry = await loadRegistry()
  const settings = runSettings(given, io.cwd ?? process.cwd(), registry)
  const folder = folderOf(settings)
  const source = namedSource(sourceOf(given))
  const { current: read, reference: readReference } = readOptions(settings.settings.values)
  const extend = await extensionOf(settings.options, read, io)
  const opened = await openDataset(path, readReference, null, extend)
  const reference = opened.keepsRows ? new RememberingDataset(opened) : opened
  try {
    makeFolder(folder)
    const mapping = mappingOf(settings, reference)
    const watch: Watch = {
      ...{ path, folder, source, reference, given, io, registry },
      config: settings.settings.file,
      rule: ruleOf(given, settings),
      mapping,
      tallied: talliedOf(settings, registry, mapping),
      silent: settings.settings.values.outputs?.quiet === true,
      index: new FolderIndex(folder, io),
    }
    return await alone(folder, io, () => watchSource(watch))
  } finally {
    reference.close()
  }
}

/** Does something that no second watch of this folder does meanwhile. */
async function alone<T>(folder: string, io: Io, act: () => Promise<T>): Promise<T> {
  const warn = (text: string) => say(io, `warning: ${text}`)
  const release = await holdLock(join(folder, lockFile), warn).catch((error: unknown) =>
    Promise.reject(unwritable(folder, error) as Error),
  )
  try {
    return await act()
  } finally {
    release()
  }
}

async function watchSource(watch: Watch): Promise<number> {
  const { source, folder, io, rule, mapping, tallied, given, index } = watch
  let state = source.resumes ? readState(folder, source.name) : freshState()
  const writeState = () => {
    openOutput(join(folder, stateFile)).write(stateText(source.name, state))
  }
  const ending = endingGently()
  const open = await source.open({
    done: () => state.done,
    reader: state.reader,
    once: given.flags.once === true,
    warn: (text) => say(io, `warning: ${text}`),
    environment: io.env,
  })
  try {
    if (source.resumes) writeState() // From now on the folder's reader has a name.
    // A run that was killed may have left a window that is in no history, or beside its place, and an index without its last ones.
    await decideLeft(folder, open, io)
    await rebuildIndex(folder, io)
    if (source.resumes) state = withPublished(state, folder, io)
    const windows = new Windows(rule, mapping, state, tallied)
    const leftOver = new LeftOver(windows, open, watch)
    const before = state.windows
    let worst = 0
    const judge = async (closed: ClosedWindow) => {
      const judged = open.isOurs?.() === false ? null : await judgeWindow(closed, watch, open)
      if (judged === null) {
        closed.table.discard()
        return
      }
      worst = Math.max(worst, judged.code)
      state = { ...state, ...windows.confirm(closed), window: judged.id, windows: state.windows + 1 }
      if (source.resumes) writeState()
    }
    for await (const event of open.events(ending.signal)) {
      if (event.kind === "reset") windows.reset()
      else
        for (const closed of event.kind === "records" ? windows.take(event, clock(io)) : windows.over(clock(io)))
          await judge(closed)
      if (given.flags.once !== true) leftOver.sayMeanwhile()
      if (event.kind === "idle") await index.write()
      if (ending.signal.aborted && source.resumes) break
    }
    // A run that is asked to end has not read all that is there: what is over by the clock alone waits for the rest.
    if (!ending.signal.aborted) for (const closed of windows.over(clock(io))) await judge(closed)
    if (!source.resumes) for (const closed of windows.rest()) await judge(closed)
    await index.write()
    leftOver.sayAll()
    sayWaiting(windows, watch)
    const isNone = state.windows === before
    const isEmpty = isNone && !source.resumes && !ending.signal.aborted && !leftOver.hasUsable
    if (isEmpty && !leftOver.isAll) say(io, `no record came from ${source.name}; did the command before it fail?`)
    return isNone && (isEmpty || leftOver.isAll) ? 2 : worst
  } finally {
    ending.forget()
    await open.close()
  }
}

const clock = (io: Io) => io.now().getTime()

function sayWaiting(windows: Windows, { io, source }: Watch): void {
  const { waiting } = windows
  if (source.resumes && waiting > 0)
    say(io, `${plural(waiting, "record")} of ${source.name} ${waiting === 1 ? "waits" : "wait"} for a full window`)
}

/** The state with the windows whose run is in the folder, though a run that was killed did not come to say so. */
function withPublished(state: WatchState, folder: string, io: Io): WatchState {
  const runs = readHistory(folder).written.filter(({ window }) => window !== undefined)
  const known = runs.findLastIndex(({ window }) => window === state.window)
  for (const { run, window } of runs.slice(known + 1)) {
    try {
      const report = readReport(join(folder, run, "report.json"))
      for (const { part, from, to } of report.window?.ranges ?? []) state.done.add(part, from, to)
      state = { ...state, window: window ?? null, windows: state.windows + 1 }
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      say(io, `warning: ${run} cannot be read: its records are read again`)
    }
  }
  return state
}
