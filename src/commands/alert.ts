import type { Command } from "../run/command.js"
import { silenceTime } from "../options/settings/alerts.js"
import { file, names, onOff, text } from "../options/takes.js"

const folder = { name: "<folder>", help: "a folder that compare --output keeps" }
const rule = { name: "<rule>", help: "the rule whose alert is meant" }
const word = {
  by: { flag: "--by <name>", help: "who says so (default: the user's name)", takes: text },
  why: { flag: "--why <text>", help: "why", takes: text },
}

export default {
  group: "Reports:",
  summary: "hold the newest run of a folder to the configuration's alert rules, and send what is new",
  arguments: [folder],
  settings: ["config"],
  flags: {
    "dry-run": { flag: "--dry-run", help: "print what would be sent, send and keep nothing", takes: onOff },
    replay: { flag: "--replay", help: "say what the rules would have said over the whole history", takes: onOff },
    incidents: {
      flag: "--incidents <file>",
      help: "known incidents, for --replay: from and to of each, as JSON",
      takes: file,
    },
  },
  examples: [
    "driftcheck alert reports",
    "driftcheck alert reports --dry-run",
    'driftcheck alert ack reports feature_drift --why "we know"',
  ],
  exitCodes: {
    0: "no alert is open, or information alone",
    1: "an alert is open (warning or critical)",
    2: "no answer, or a message that did not arrive (it is kept for the next run)",
  },
  subcommands: {
    ack: {
      summary: "say that somebody is at an alert: it tells only its end",
      arguments: [folder, rule],
      settings: ["config"],
      flags: word,
      run: async ({ args, io, ...given }) =>
        (await import("../run/alert-marks.js")).markCommand(args, "acknowledged", given, io),
    },
    resolve: {
      summary: "end an alert: the next run that its rule holds for opens it anew",
      arguments: [folder, rule],
      settings: ["config"],
      flags: word,
      run: async ({ args, io, ...given }) =>
        (await import("../run/alert-marks.js")).markCommand(args, "resolved", given, io),
    },
    silence: {
      summary: "tell nothing for a while",
      arguments: [folder],
      settings: ["config"],
      flags: {
        rules: { flag: "--rules <names>", help: "of these rules (default: all)", takes: names },
        columns: { flag: "--columns <names>", help: "of these columns or segments (default: all)", takes: names },
        from: { flag: "--from <time>", help: "first day or minute, UTC (default: at once)", takes: silenceTime },
        until: { flag: "--until <time>", help: "day or minute at which it ends, UTC", takes: silenceTime },
        why: word.why,
      },
      run: async ({ args, io, ...given }) => (await import("../run/alert-marks.js")).silenceCommand(args, given, io),
    },
    list: {
      summary: "list alerts, silences, and how the rules have done",
      arguments: [folder],
      run: async ({ args, io }) => (await import("../run/alert-marks.js")).listCommand(args, io),
    },
    test: {
      summary: "send a test message to a sink",
      arguments: [folder, { name: "<sink>", help: "the sink's name in the configuration" }],
      settings: ["config"],
      run: async ({ args, io, ...given }) => (await import("../run/alert.js")).testSinkCommand(args, given, io),
    },
  },

  async run({ args: [path], io, ...given }) {
    const { alertCommand } = await import("../run/alert.js")
    return alertCommand(path, given, io)
  },
} satisfies Command
