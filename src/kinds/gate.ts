import type { Kind } from "./kind.js"

/** Two models on the same labelled rows: `driftcheck gate`. The champion is the reference, the challenger current. */
export const gate: Kind = {
  heading: "Promotion gate",
  hasReference: true,
  hasDriftShare: false,
  failsOnFindings: false,
  decides: "promotion",
  sides: { reference: "Champion", current: "Challenger" },
  sections: ["labels", "metrics", "alerts"],
  columnsNote: "",
  columnStates: ["error"],
  verdictTitles: {
    drift: "Reject",
    no_drift: "Undecided",
    no_verdict: "No verdict",
    unread: "Could not decide",
  },
  exitWords: { 0: "promote", 1: "reject", 2: "undecided, or no answer" },
  metrics: [
    "info",
    "timestamp_seconds",
    "duration_seconds",
    "exit_code",
    "verdict",
    "rows",
    "metric",
    "metric_low",
    "metric_high",
    "metric_reference",
    "metric_failed",
  ],
  indexTitles: {
    promote: { latest: "Promote", listed: "Promote" },
    reject: { latest: "Reject", listed: "Reject" },
    undecided: { latest: "Undecided", listed: "Undecided" },
    no_verdict: { latest: "No answer", listed: "No answer" },
  },
  runSentence: ({ status }) =>
    ({
      promote: "The challenger is better.",
      reject: "The challenger does not take the champion’s place.",
      undecided: "The labelled rows leave it open.",
    })[status as string] ?? "",
}
