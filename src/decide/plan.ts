import { UsageError } from "../errors.js"
import type { Action } from "../model.js"

/** What is run for an action. Secrets are named by their environment variable alone. */
export interface ActionSettings {
  command?: readonly string[] | undefined
  url?: string | undefined
  url_env?: string | undefined
  authorization_env?: string | undefined
  body?: string | undefined
  /** Seconds. */
  timeout?: number | undefined
}

const kinds = ["command", "url", "url_env"] as const
const withCommand = new Set(["command", "timeout"])

/** Throws UsageError for an action that is to be run and says not how, or says it twice. `origin`: where it was written. */
export function expectOneWay(action: Action, settings: ActionSettings, origin: string): void {
  const given = kinds.filter((key) => settings[key] !== undefined)
  if (given.length !== 1)
    throw new UsageError(
      `${origin}: ${action} takes one of command, url and url_env${given.length === 0 ? "" : `, not ${given.join(" and ")}`}`,
    )
  const other = Object.entries(settings).find(([key, value]) => value !== undefined && !withCommand.has(key))?.[0]
  if (given[0] === "command" && other !== undefined)
    throw new UsageError(`${origin}: ${action} runs a command, which takes no ${other}`, {
      hint: "a command reads its secrets from the environment itself",
    })
}
