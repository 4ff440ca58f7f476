import type { Report, VerdictStatus } from "../model.js"
import type { Icon } from "./charts/icons.js"
import { icon } from "./charts/icons.js"
import { strip } from "./charts/strip.js"
import type { Context } from "./context.js"
import { failedNote, hasQuietFinding, shareFigures, verdictNotes, verdictSentence, verdictTitle } from "./copy.js"
import { isDrifted } from "../words/accepted.js"
import { findingsOf } from "./findings.js"
import { html, nameHtml } from "../words/escape.js"
import { count, times } from "../words/format.js"
import { courseNotes } from "./trend-words.js"

export interface VerdictView {
  /** Class that sets the colour. */
  tone: string
  icon_svg: string
  title: string
  sentence: Piece[]
  furthest: { id: string; name_html: string; times: string; last: boolean }[]
  /** The failed checks, each with a link to its column or to the section of checks; null where none failed. */
  failed: { text: string; links: { href: string; name_html: string; last: boolean }[]; rest: string } | null
  notes: string[]
  strip_svg: string | null
}

/** A piece of a sentence; templates set the strong ones in bold. */
export interface Piece {
  text: string
  strong: boolean
}

export const pieces = (sentence: readonly string[]): Piece[] =>
  sentence.map((text, i) => ({ text, strong: i % 2 === 1 })).filter(({ text }) => text !== "")

const looks: Record<VerdictStatus, { tone: string; icon: Icon }> = {
  drift: { tone: "drift", icon: "drift" },
  checks_failed: { tone: "drift", icon: "fail" },
  metrics_failed: { tone: "drift", icon: "fail" },
  no_drift: { tone: "ok", icon: "ok" },
  no_verdict: { tone: "nov", icon: "nov" },
  promote: { tone: "ok", icon: "ok" },
  reject: { tone: "drift", icon: "fail" },
  undecided: { tone: "warn", icon: "warn" },
}

/** Columns drifted or the model got worse, and the run found nothing. */
const quietLook: { tone: string; icon: Icon } = { tone: "warn", icon: "warn" }

export function verdictView({ report, columns, ids }: Context): VerdictView {
  const { drift, verdict } = report
  const look = hasQuietFinding(report) ? quietLook : looks[verdict.status]
  const furthest = columns.filter(isDrifted).slice(0, 4)
  return {
    tone: look.tone,
    icon_svg: icon(look.icon, 34),
    title: verdictTitle(report),
    sentence: pieces(verdictSentence(report)),
    furthest: furthest.map(({ name, ratio }, i) => ({
      id: ids.get(name) ?? "",
      name_html: nameHtml(name),
      times: times(ratio),
      last: i === furthest.length - 1,
    })),
    failed: failedView(report, ids),
    notes: [...verdictNotes(report).filter((note) => note !== failedNote(report)), ...courseNotes(report)],
    strip_svg:
      drift.tested_columns === 0
        ? null
        : strip(
            drift.drifted_columns,
            drift.tested_columns,
            drift.by_periods === undefined
              ? { at: drift.drift_share_threshold, text: shareFigures(report).threshold }
              : null,
          ),
  }
}

const mostFailed = 4

function failedView(report: Report, ids: Context["ids"]): VerdictView["failed"] {
  const note = failedNote(report)
  const failed = findingsOf(report).filter(({ status }) => status === "fail")
  if (note === null || failed.length === 0) return null
  const shown = failed.slice(0, mostFailed)
  const rest = failed.length - shown.length
  return {
    text: note.slice(0, note.indexOf(":")),
    links: shown.map(({ id, column }, i) => ({
      href: (column === null ? undefined : ids.get(column)) ?? "quality",
      name_html: column === null ? html(id) : `${html(id)}: ${nameHtml(column)}`,
      last: i === shown.length - 1,
    })),
    rest: rest > 0 ? ` and ${count(rest)} more` : "",
  }
}
