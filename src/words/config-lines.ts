/** Lines for driftcheck.yaml that a reader can copy. */

/** A column's name as a key: quoted where YAML would read it as something else. */
export const yamlKey = (name: string): string => (/^[A-Za-z_][\w-]*$/.test(name) ? name : JSON.stringify(name))

/** Accepts the column's drift for the month that follows the run of this instant. */
export const acceptLine = (name: string, created_at: string): string =>
  `columns: { ${yamlKey(name)}: { accept_until: ${monthLater(created_at)}, why: "…", owner: "…" } }`

const monthLater = (instant: string) => new Date(Date.parse(instant) + 30 * 86_400_000).toISOString().slice(0, 10)
