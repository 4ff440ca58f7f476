/** How a run goes. */
import type { Settings } from "../setting.js"
import { countUpTo, file, instant, onOff, text } from "../takes.js"

export const run = {
  config: {
    takes: file,
    flag: "--config <file>",
    off: { flag: "--no-config", help: "look for no configuration file" },
    help: "settings in YAML or JSON",
    otherwise: "driftcheck.yaml, .yml or .json, here or above",
    inFile: false,
  },
  set: {
    takes: text,
    flag: "--set <settings>",
    help: "any keys of the configuration, as YAML or JSON: they beat the file, other flags beat them",
    inFile: false,
  },
  print_config: {
    takes: onOff,
    flag: "--print-config",
    help: "print each setting and where it comes from, and compare nothing",
    inFile: false,
  },
  github: {
    takes: onOff,
    flag: "--no-github",
    help: "tell a GitHub workflow nothing",
    about: "Whether a GitHub workflow is told: annotations, summary, outputs",
    default: true,
    otherwise: "annotations, summary and outputs in one",
  },
  run_date: {
    takes: instant,
    flag: "--run-date <date>",
    help: "the run's date (2026-11-23, or with a time), for old data: its reports replace those of that date",
    otherwise: "now",
    inFile: false,
  },
  workers: {
    takes: countUpTo(256),
    flag: "--workers <n>",
    help: "threads that share the columns; 1: none but the main one",
    about: "Threads that share the columns; 1: none but the main one",
    otherwise: "as many as cores",
  },
} as const satisfies Settings
