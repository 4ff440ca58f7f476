import type { AlertFacts, Episode, EpisodeFacts, HistoryRun } from "../model.js"
import { subjectsInWords } from "./message.js"
import { ruleRecords } from "./record.js"
import type { AlertState } from "./state.js"

const mostEpisodes = 30
const mostFigures = 20

/** What the folder of these runs knows of alerts at this time (ISO 8601, UTC); null where it never had any, nor silences. */
export function alertFacts(state: AlertState, runs: readonly HistoryRun[], now: string): AlertFacts | null {
  const open = state.episodes.filter(({ status }) => status === "open")
  const silences = [...state.configured, ...state.silences].filter(({ until }) => until === null || until > now)
  const episodes = [...open, ...state.ended.toReversed()].slice(0, mostEpisodes).map(episodeFacts)
  if (episodes.length === 0 && silences.length === 0) return null
  return { episodes, silences, rules: ruleRecords(state, runs, now) }
}

function episodeFacts(episode: Episode): EpisodeFacts {
  const { rule, severity, since, resolved_at: until, runs, subjects, acknowledged, resolved_by, silenced } = episode
  const figures = subjects.flatMap(({ figures: own }) => own).slice(0, mostFigures)
  return {
    ...{ rule, severity, since, until, runs, acknowledged, resolved_by, silenced },
    status: until === null ? "open" : "resolved",
    what: subjectsInWords(subjects),
    figures: figures.map(({ name, subject }) => ({ name, subject })),
  }
}
