/** What to do about a run, and how it is done. */
import { actions } from "../../model.js"
import type { Settings } from "../setting.js"
import { key, takes, text, timeSpan, type Valibot } from "../takes.js"

/** Those that something can be run for. */
export const executable = actions.filter((action) => action !== "none")

export const decide = {
  "decide.metric": {
    takes: text,
    about: "The figure that says how good the model is (default: the leading one of its task, such as `roc_auc`)",
  },
  "decide.max_age": {
    takes: timeSpan,
    about: "From which age on a report is too old to decide on",
    default: "7d",
  },
  "decide.watch_for": {
    takes: timeSpan,
    about: "How long a column stays on the watchlist after the last run in which it drifted",
    default: "14d",
  },
  "decide.actions": {
    takes: takes((v) => v.map(v.picklist(executable), execution(v)), { mapping: "names" }),
    about: "What `--execute` runs for an action: a command, or a request to an address",
  },
} as const satisfies Settings

function execution(v: Valibot) {
  return v.strictObject({
    command: key(
      v,
      v.pipe(v.array(v.string()), v.minLength(1)),
      "A program and its arguments; the decision is its standard input as JSON.",
    ),
    url: key(v, v.string(), "The address that is sent a POST, where it is no secret."),
    url_env: key(v, v.string(), "The environment variable that holds the address."),
    authorization_env: key(
      v,
      v.string(),
      "The environment variable that holds the header `Authorization`: `Bearer …`, `Basic …`.",
    ),
    body: key(
      v,
      v.string(),
      "JSON with `{{id}}`, `{{action}}`, `{{run}}`, `{{created_at}}`, `{{reason}}` (default: the decision as JSON).",
    ),
    timeout: key(v, v.pipe(v.number(), v.gtValue(0)), "Seconds that it may take.", { default: 60 }),
  })
}
