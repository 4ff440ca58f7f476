/** Where reports go and how they look. The files come from the reporters themselves. */
import { loadReporters } from "../../registry.js"
import type { Setting, Settings } from "../setting.js"
import { asIs, count, file, oneOf, onOff, takes, text } from "../takes.js"

const reporters = await loadReporters()

/** Where no other format is asked for. */
export const defaultFormat = "table"

/** What stdout may carry: the default, every reporter that stdout takes, or nothing. */
export const formats: readonly string[] = [
  defaultFormat,
  ...Array.from(reporters).flatMap(([id, { meta }]) => (meta.stdout && id !== defaultFormat ? [id] : [])),
  "none",
]

/** Reporters that write a file of their own, by id. */
export const fileReporters: readonly string[] = Array.from(reporters).flatMap(([id, { meta }]) =>
  meta.file === null ? [] : [id],
)

/** The folder of the runs. */
export const folder = {
  "outputs.folder": {
    takes: takes((v) => v.union([v.string(), v.literal(false)]), { read: asIs, isPath: true }),
    flag: "-o, --output <dir>",
    off: { flag: "--no-output", help: "write no folder" },
    help: "folder that keeps a dated report of each run, latest/, history.ndjson and index.html",
    about: "The folder that keeps a dated report of each run; `false`: none",
    otherwise: "only this run's report.html and report.json, in driftcheck-report",
  },
  alert: {
    takes: onOff,
    flag: "--alert",
    help: "with --output: hold the run to the configuration's alert rules, and send what is new",
    inFile: false,
  },
  "outputs.keep": {
    takes: count,
    flag: "--keep <n>",
    help: "with --output: remove all but the newest n runs",
    about: "How many of the newest runs stay in `folder` (default: all)",
  },
  "outputs.keep_days": {
    takes: count,
    flag: "--keep-days <n>",
    help: "with --output: remove runs older than n days",
    about: "How many days a run stays in `folder` (default: for good)",
  },
} as const satisfies Settings

const format = {
  "outputs.format": {
    takes: oneOf(formats),
    flag: "-f, --format <id>",
    help: 'what stdout carries, where no file below is "-"',
    about: "What stdout carries",
    default: defaultFormat,
  },
} as const satisfies Settings

const files = Object.fromEntries(
  Array.from(reporters).flatMap(([id, { meta }]): [string, Setting][] => {
    if (meta.file === null) return []
    const about = `A file for ${meta.file}${meta.stdout ? "; `-` is stdout" : ""}`
    return [[`outputs.${id}`, { takes: file, flag: `--${id} <file>`, help: `write ${meta.file}`, about }]]
  }),
)

const looks = {
  dataset: {
    takes: text,
    flag: "--dataset <name>",
    help: "what the data set is called: in titles, messages and metrics",
    about:
      "What the data set is called: in the page's title, in messages of alerts (default: the name of the folder) and as a label of Prometheus' metrics",
  },
  "outputs.all": {
    takes: onOff,
    flag: "--all",
    help: "list every column and check",
    about: "Whether the table lists every column and check",
    default: false,
  },
  "outputs.details": {
    takes: oneOf(["all"]),
    flag: "--details <which>",
    help: "what the HTML page opens, also beyond 60 columns",
    about: "`all`: the HTML page opens every column, also beyond 60",
  },
  "outputs.quiet": {
    takes: onOff,
    flag: "-q, --quiet",
    help: "no table and no progress",
    about: "Whether stdout carries no table and stderr no progress",
    default: false,
  },
  open: {
    takes: onOff,
    flag: "--open",
    help: "show the HTML page in the browser when it is written",
    inFile: false,
  },
  color: {
    takes: onOff,
    flag: "--color",
    off: { flag: "--no-color", help: "no colour (default: as NO_COLOR, FORCE_COLOR and the terminal say)" },
    help: "colour, also where stdout is no terminal",
    inFile: false,
  },
} as const satisfies Settings

export const outputs: typeof format & typeof looks = { ...format, ...files, ...looks }
