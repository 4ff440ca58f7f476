import { existsSync, mkdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { readState } from "../alerts/state.js"
import { decide, isIntervention, rankOf, type Grounds } from "../decide/decide.js"
import { executedBefore, rejectionOf } from "../decide/episode.js"
import { execute } from "../decide/execute.js"
import { expectOneWay, type ActionSettings } from "../decide/plan.js"
import { signalsOf } from "../decide/signals.js"
import { expectAnswer, expectFresh, expectOneAnswer, expectSameModel, expectSameRun } from "../decide/trust.js"
import { readWatchlist, withColumns, writeWatchlist } from "../decide/watchlist.js"
import { decisionText, reasonOf } from "../decide/words.js"
import { InputError, UsageError } from "../errors.js"
import { historyFile, readHistory, appendRun } from "../history/history-file.js"
import { inOrder } from "../history/line.js"
import { withLock } from "../history/lock.js"
import type { Action, Decision, Execution, HistoryRun, RuleAction, RunDecision } from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import { decide as rows } from "../options/settings/decide.js"
import { milliseconds } from "../options/takes.js"
import { loadRegistry } from "../registry.js"
import { visible } from "../words/escape.js"
import { time } from "../words/format.js"
import type { Given } from "./command.js"
import type { Io } from "./io.js"
import { makeFolder, unwritable } from "./outputs.js"
import { readReport } from "./read-report.js"
import { rebuildIndex } from "./reports-folder.js"
import { runSettings, type RunSettings } from "./run-settings.js"
import { say } from "./say.js"

/** What the configuration says of decisions, with the defaults; lengths of time in milliseconds. */
interface Plan {
  metric: string | null
  maxAge: number
  watchFor: number
  actions: ReadonlyMap<Action, ActionSettings>
  /** Alert rules that name an action, by name. */
  rules: ReadonlyMap<string, Action>
}

/** Says what to do about the newest run of a folder, or about a report, and keeps it; gives the exit code. */
export async function decideCommand(path: string, given: Given, io: Io): Promise<number> {
  const { settings } = runSettings(given, io.cwd ?? process.cwd(), await loadRegistry())
  const plan = planOf(settings)
  const isFolder =
    statSync(path, { throwIfNoEntry: false })?.isDirectory() === true && existsSync(join(path, historyFile))
  if (!isFolder) {
    if (given.flags.execute === true)
      throw new UsageError("--execute takes a folder that compare --output keeps", {
        hint: "what was executed is remembered there, so that nothing is executed twice",
      })
    return shown(decideOnReport(path, plan, io), given, io)
  }
  if (given.flags.dryRun === true) {
    const { decision, run, earlier } = decideOnFolder(path, plan, given, io)
    const code = shown(decision, given, io)
    say(io, wouldExecute(decision, { run, earlier, plan }))
    return code
  }
  const own = join(path, decisionsFolder)
  makeFolder(own)
  return withLock(
    own,
    (text) => say(io, text),
    () => decideAndKeep(path, plan, given, io),
  ).catch((error: unknown) => Promise.reject(unwritable(own, error) as Error))
}

/** A folder of its own below that of the runs, so that a command that takes long does not hold up the runs. */
const decisionsFolder = "decisions"

function planOf(settings: RunSettings["settings"]): Plan {
  const { decide: written = {}, alerts } = settings.values
  const span = (text: string | undefined, key: keyof typeof rows & `${string}_${string}`) =>
    milliseconds(text ?? rows[key].default) ?? Infinity
  const actions = written.actions ?? new Map<Action, ActionSettings>()
  for (const [action, each] of actions) expectOneWay(action, each, settings.origin(["decide", "actions", action]))
  return {
    metric: written.metric ?? null,
    maxAge: span(written.max_age, "decide.max_age"),
    watchFor: span(written.watch_for, "decide.watch_for"),
    actions,
    rules: new Map((alerts?.rules ?? []).flatMap(({ name, action }) => (action === undefined ? [] : [[name, action]]))),
  }
}

function shown(decision: Decision, { flags }: Given, io: Io): number {
  io.stdout.write(flags.json === true ? `${JSON.stringify(decision, null, 2)}\n` : decisionText(decision))
  return isIntervention(decision.action) ? 1 : 0
}

// ---------------------------------------------------------------- what the answer rests on

function decideOnReport(path: string, { metric, maxAge }: Plan, io: Io): Decision {
  const report = readReport(path)
  const { verdict, created_at } = report
  expectFresh(path, created_at, io.now(), maxAge)
  expectAnswer(path, verdict.status, verdict.reasons[0] ?? null)
  if (kindOf(report).decides === null)
    throw new InputError(`${path} is the report of a check, which compares nothing`, {
      hint: "it takes one of compare or gate",
    })
  if (verdict.status === "undecided")
    throw new InputError(`${path}: the gate is undecided`, { hint: "wait for labels; driftcheck gate says how many" })
  const rejectedBy = verdict.status === "reject" ? path : null
  return decide({ run: null, created_at, signals: signalsOf(report, metric), rules: [], rejectedBy })
}

/** A run with its decision and those of its kind before it, oldest first. */
interface Decided {
  decision: Decision
  run: HistoryRun
  earlier: readonly HistoryRun[]
}

function decideOnFolder(folder: string, plan: Plan, { flags }: Given, io: Io): Decided {
  const all = inOrder(readHistory(folder).runs)
  const runs = all.filter((each) => kindOf(each).decides === "situation")
  const run = runs.at(-1)
  if (run === undefined) throw new InputError(`${folder} holds no runs of compare`, { hint: "compare -o keeps them" })
  const earlier = runs.slice(0, -1)
  expectFresh(`the newest run, ${run.run},`, run.created_at, io.now(), plan.maxAge)
  expectAnswer(`the newest run, ${run.run},`, run.status, run.reason)
  expectOneAnswer(run, earlier)
  const elsewhere = typeof flags.gate === "string" ? runsIn(flags.gate) : []
  const gates = inOrder([...all, ...elsewhere].filter((each) => kindOf(each).decides === "promotion"))
  expectSameModel(run, gates)
  const path = join(folder, run.run, "report.json")
  const report = readReport(path)
  expectSameRun(path, report, run)
  const grounds: Grounds = {
    run: run.run,
    created_at: run.created_at,
    signals: signalsOf(report, plan.metric),
    rules: ruleActions(folder, run, plan.rules),
    rejectedBy: null,
  }
  const first = decide(grounds)
  const rejection = isIntervention(first.action) ? rejectionOf(run, earlier, gates) : null
  return { decision: rejection === null ? first : decide({ ...grounds, rejectedBy: rejection.run }), run, earlier }
}

/** Throws InputError where no runs are kept. */
function runsIn(folder: string): HistoryRun[] {
  if (!existsSync(join(folder, historyFile)))
    throw new InputError(`${folder} holds no runs`, { hint: "gate -o keeps them" })
  return readHistory(folder).runs
}

/** Open alerts whose rules name an action. Throws InputError where there are such rules and the run was not held to them. */
function ruleActions(folder: string, { run }: HistoryRun, rules: Plan["rules"]): RuleAction[] {
  const { episodes, evaluated } = readState(folder)
  if (rules.size > 0 && (evaluated === null || evaluated < run))
    throw new InputError(
      `the alerts of ${folder} are stale: ${evaluated === null ? "they were never evaluated" : `they know no run after ${evaluated}`}, and the newest is ${run}`,
      { hint: `driftcheck alert ${folder}` },
    )
  return episodes.flatMap(({ rule, severity, since, status, silenced, action = rules.get(rule) ?? null }) =>
    status === "open" && action !== null ? [{ rule, severity, since, action, silenced }] : [],
  )
}

// ---------------------------------------------------------------- what is kept and executed

async function decideAndKeep(folder: string, plan: Plan, given: Given, io: Io): Promise<number> {
  const { decision, run, earlier } = decideOnFolder(folder, plan, given, io)
  const { action } = decision
  let kept: RunDecision = { action, executed: run.decision?.executed ?? [] }
  const keep = (next: RunDecision) => {
    kept = next
    return withLock(
      folder,
      (text) => say(io, text),
      () => {
        appendRun(folder, { ...run, decision: next })
        return Promise.resolve()
      },
    )
  }
  if (run.decision?.action !== action) await keep(kept)
  keepWatchlist(folder, decision, run, plan.watchFor)
  const code = shown(decision, given, io)
  const before = executedBefore({ ...run, decision: kept }, earlier, action)
  const settings = plan.actions.get(action)
  if (given.flags.execute !== true) {
    await rebuildIndex(folder, io)
    return code
  }
  if (settings === undefined || before !== null) {
    say(io, settings === undefined ? nothingToExecute(action) : alreadyExecuted(before))
    await rebuildIndex(folder, io)
    return code
  }
  const outcome = await executeOnce({ folder, decision, settings, io }, async (execution) => {
    await keep({ action, executed: [...kept.executed.filter(({ at }) => at !== execution.at), execution] })
  })
  await rebuildIndex(folder, io)
  say(
    io,
    `${action} ${outcome.status === "done" ? "was executed" : "failed"}: ${outcome.detail ?? ""} (${join(folder, outcome.log)})`,
  )
  return outcome.status === "done" ? code : 2
}

/** The columns of `monitor` join the list; others stay as long as they were to be watched. */
function keepWatchlist(folder: string, { action, features }: Decision, run: HistoryRun, watchFor: number): void {
  const before = readWatchlist(folder)
  const after = withColumns(before, action === "monitor" ? features.columns : [], run, watchFor)
  if (JSON.stringify(after) !== JSON.stringify(before)) writeWatchlist(folder, after)
}

interface ToExecute {
  folder: string
  decision: Decision
  settings: ActionSettings
  io: Io
}

/** `keep` is called before it begins and when it has ended: whoever is killed in between leaves word that it was begun, and it is not begun again. */
async function executeOnce(
  { folder, decision, settings, io }: ToExecute,
  keep: (execution: Execution) => Promise<void>,
): Promise<Execution> {
  const { action } = decision
  const log = join(decisionsFolder, `${decision.run ?? ""}-${action}.log`)
  mkdirSync(join(folder, decisionsFolder), { recursive: true })
  const begun: Execution = { action, status: "begun", at: io.now().toISOString(), detail: null, log }
  await keep(begun)
  const id = `driftcheck-${decision.run ?? ""}-${action}`
  const outcome = await execute(decision, settings, {
    log: join(folder, log),
    environment: io.env,
    id,
    reason: reasonOf(decision),
  })
  const ended: Execution = { ...begun, ...outcome }
  await keep(ended)
  return ended
}

const nothingToExecute = (action: Action) =>
  rankOf(action) === 0
    ? "nothing to execute"
    : `the configuration has nothing to execute for ${action}: decide: { actions: { ${action}: … } }`

function alreadyExecuted(before: ReturnType<typeof executedBefore>): string {
  if (before === null) return ""
  const { run, execution } = before
  const { action, status, at, detail, log } = execution
  const how = status === "begun" ? `its end is not known, see ${log}` : (detail ?? status)
  return visible(`${action} is not executed again: it was begun on ${time(at)} for ${run} (${how})`)
}

function wouldExecute(
  { action }: Decision,
  { run, earlier, plan }: Omit<Decided, "decision"> & { plan: Plan },
): string {
  const before = executedBefore(run, earlier, action)
  if (!plan.actions.has(action)) return nothingToExecute(action)
  return before === null ? `--execute would run ${action}` : alreadyExecuted(before)
}
