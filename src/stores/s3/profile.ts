import { readFileSync } from "node:fs"
import { homedir } from "node:os"
import { join } from "node:path"

type Environment = Readonly<Record<string, string | undefined>>

/** What the files of the AWS tools say of the profile in use: keys in lower case; empty where there is none. */
export function profileOf(env: Environment): ReadonlyMap<string, string> {
  const name = env.AWS_PROFILE ?? env.AWS_DEFAULT_PROFILE ?? "default"
  const home = env.HOME ?? homedir()
  const config = sectionsIn(env.AWS_CONFIG_FILE ?? join(home, ".aws", "config"))
  const keys = sectionsIn(env.AWS_SHARED_CREDENTIALS_FILE ?? join(home, ".aws", "credentials"))
  const sections = [config.get(name === "default" ? "default" : `profile ${name}`), keys.get(name)]
  return new Map(sections.flatMap((section) => [...(section ?? [])]))
}

function sectionsIn(path: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>()
  let section = new Map<string, string>()
  for (const line of linesOf(path)) {
    const heading = /^\s*\[\s*(.+?)\s*\]/.exec(line)
    const entry = /^([^\s#;=][^=]*?)\s*=\s*(.*?)\s*$/.exec(line)
    if (heading !== null) sections.set(heading[1], (section = sections.get(heading[1]) ?? new Map<string, string>()))
    else if (entry !== null) section.set(entry[1].toLowerCase(), entry[2])
  }
  return sections
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split(/\r?\n/)
  } catch {
    return []
  }
}
