import { parseArgs } from "node:util"

/** What the command line asks for; ends the process with a message where it cannot be done. */
export function readOptions(rows) {
  const { only, rounds, write } = parseArgs({
    options: { only: { type: "string" }, rounds: { type: "string", default: "3" }, write: { type: "string" } },
  }).values
  const ids = rows.map(({ id }) => id)
  const unknown = only?.split(",").find((id) => !ids.includes(id))
  if (unknown !== undefined) refuse(`there is no row "${unknown}"; there are ${ids.join(", ")}`)
  if (!/^[1-9]\d?$/.test(rounds)) refuse(`--rounds takes a number from 1 to 99, not "${rounds}"`)
  if (write !== undefined && only !== undefined) refuse("--write needs all rows, so it does not go with --only")
  return {
    rows: only === undefined ? rows : rows.filter(({ id }) => only.split(",").includes(id)),
    rounds: +rounds,
    write,
  }
}

function refuse(message) {
  process.stderr.write(`error: ${message}\n`)
  process.exit(2)
}
