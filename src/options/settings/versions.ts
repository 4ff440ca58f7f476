/** Which version of a table each side is. */
import type { Settings } from "../setting.js"
import { text } from "../takes.js"

export const versions = {
  reference_version: {
    takes: text,
    flag: "--reference-version <v>",
    help: "Delta Lake, Iceberg: version, snapshot, branch or tag",
    about:
      "Of a reference that is a Delta Lake or Iceberg table: its version, snapshot, branch or tag, as `?version=` behind it",
    otherwise: "the newest",
  },
  reference_timestamp: {
    takes: text,
    flag: "--reference-timestamp <time>",
    help: "the version that was there then",
    about: "Of a reference that is a table: the version that was there at an instant, or at the end of a day (UTC)",
    otherwise: "now",
  },
  current_version: {
    takes: text,
    flag: "--current-version <v>",
    help: "the same for current",
    about: "The same as `reference_version`, of current",
    otherwise: "the newest",
  },
  current_timestamp: {
    takes: text,
    flag: "--current-timestamp <time>",
    help: "the same for current",
    about: "The same as `reference_timestamp`, of current",
    otherwise: "now",
  },
} as const satisfies Settings
