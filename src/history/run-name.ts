/** Folders of runs: "2026-11-23T021500Z"; one that met a folder of that name has a number after it, from 2 on. */
export const runName = /^\d{4}-\d{2}-\d{2}T\d{6}Z(-\d+)?$/

/** The name for a run that began at this instant, the first that is not taken. */
export function nameOf(began: Date, taken: (name: string) => boolean): string {
  const base = `${began.toISOString().slice(0, 19).replaceAll(":", "")}Z`
  let name = base
  for (let n = 2; taken(name); n++) name = `${base}-${n}`
  return name
}

/** Which of two names comes first: the earlier run, and of one second the one with the smaller number ("-2" before "-10"). */
export function byRunName(a: string, b: string): number {
  return instantOf(a) - instantOf(b) || a.length - b.length || (a === b ? 0 : a < b ? -1 : 1)
}

/** The instant in a run's name, in milliseconds since 1970. */
export function instantOf(name: string): number {
  return Date.parse(name.replace(/^(.{10})T(\d\d)(\d\d)(\d\d)Z.*$/, "$1T$2:$3:$4Z"))
}
