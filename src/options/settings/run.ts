/** How a run goes. */
import type { Settings } from "../setting.js"
import { countUpTo, file, onOff } from "../takes.js"

export const run = {
  config: {
    takes: file,
    flag: "--config <file>",
    off: { flag: "--no-config", help: "look for no configuration file" },
    help: "settings in YAML or JSON",
    otherwise: "driftcheck.yaml, .yml or .json, here or above",
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
  workers: {
    takes: countUpTo(256),
    flag: "--workers <n>",
    help: "threads that share the columns; 1: none but the main one",
    about: "Threads that share the columns; 1: none but the main one",
    otherwise: "as many as cores",
  },
} as const satisfies Settings
