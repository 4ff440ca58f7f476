import type { RenderOptions } from "../model.js"
import type { Io } from "./io.js"

const widthWithoutTerminal = 100
const narrowest = 40

/** How the table is drawn: on a terminal in its width and with colour, elsewhere 100 wide and plain; --color and --no-color decide. */
export function terminalOptions(
  io: Io,
  flags: { color?: boolean; all?: boolean },
): Omit<RenderOptions, "reportPath" | "allDetails"> {
  const { stdout, env } = io
  return {
    width: Math.max(narrowest, stdout.columns ?? widthWithoutTerminal),
    wrap: stdout.columns !== undefined,
    color: flags.color ?? wantsColor(env, stdout.isTTY),
    unicode: speaksUnicode(env),
    all: flags.all === true,
  }
}

/** NO_COLOR switches colour off, FORCE_COLOR on; otherwise a terminal that is not dumb has it. */
function wantsColor(env: Io["env"], isTTY: boolean): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "") return env.FORCE_COLOR !== "0"
  return isTTY && env.TERM !== "dumb"
}

/** By the locale, as POSIX orders it; no locale at all (a bare container) counts as UTF-8, as its terminals do. */
function speaksUnicode(env: Io["env"]): boolean {
  if (env.TERM === "dumb") return false
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== "")
  return locale === undefined || /utf-?8/i.test(locale)
}
