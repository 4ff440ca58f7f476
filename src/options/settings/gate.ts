/** When a challenger takes the champion's place. */
import type { Settings } from "../setting.js"
import { atLeastZero, text } from "../takes.js"

export const gate = {
  "gate.metric": {
    takes: text,
    flag: "--metric <id>",
    help: "the metric that decides",
    about: "`driftcheck gate`: the metric that decides",
    otherwise: "roc_auc, for classes accuracy, for numbers rmse",
    field: "gateMetric",
  },
  "gate.min_gain": {
    takes: atLeastZero,
    flag: "--min-gain <n>",
    help: "the challenger must be better by more than that",
    about: "`driftcheck gate`: by how much more the challenger must be better, in the metric's unit",
    default: 0,
    field: "minGain",
  },
  "gate.max_segment_loss": {
    takes: atLeastZero,
    flag: "--max-segment-loss <n>",
    help: "no segment of --segment may be worse by more than that",
    about: "`driftcheck gate`: by how much the challenger may be worse in a segment at most, in the metric's unit",
    otherwise: "segments are shown and decide nothing",
    field: "maxSegmentLoss",
  },
} as const satisfies Settings
