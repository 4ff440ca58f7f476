// One run of driftcheck, in this process or in one of its own, and what is wrong with how it ended.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { run } from "../../dist/cli.js"

const bin = new URL("../../bin/driftcheck.js", import.meta.url).pathname

/** Runs a command line here, as if at `at`; gives { code, stdout, stderr }. */
export async function inProcess(argv, at = new Date("2026-11-23T02:15:00Z")) {
  const written = { stdout: "", stderr: "" }
  const stream = (name) => ({ write: (text) => void (written[name] += text), isTTY: false, columns: undefined })
  const io = { argv, stdout: stream("stdout"), stderr: stream("stderr"), env: {}, now: () => at }
  return { code: await run(argv, io), ...written }
}

/** Starts a command line as a process. `before`: shell in front of it. `ended` gives { code, signal, stdout, stderr }. */
export function asProcess(argv, { before = "", node = [], cwd } = {}) {
  const args = ["-c", `${before} exec "$@"`, "bash", process.execPath, ...node, bin, ...argv]
  const child = spawn("bash", args, { cwd, env: { PATH: process.env.PATH }, stdio: ["ignore", "pipe", "pipe"] })
  const written = { stdout: "", stderr: "" }
  for (const name of ["stdout", "stderr"]) child[name].setEncoding("utf8").on("data", (text) => (written[name] += text))
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...written }))
  return { child, ended }
}

/** What JavaScript and its libraries say of values they cannot use; no word of it belongs into a message. */
const wordsOfProgrammers =
  /undefined|\bNaN\b|is not a function|not iterable|Cannot (read|set|convert|mix|access)|instance of|DataView|ArrayBuffer|Invalid (array|typed)|bounds of|BigInt|\[object |\b(Type|Range|Syntax|Reference)Error\b|\.js:\d+/

/** What is wrong with how a run ended, whatever it was about; null for nothing. Quoted names and values may say anything. */
export function faultOf({ code, signal, stderr }) {
  if (code === null || code === undefined) return `ended by ${signal}`
  if (![0, 1, 2].includes(code)) return `exit code ${code}`
  if (stderr.includes("bug of its own"))
    return `a bug of its own: ${stderr
      .split("\n")
      .filter((line) => /Error|^ +at/.test(line))
      .slice(0, 4)
      .join(" ")}`
  if (code === 2 && !/^(error|no verdict): ./m.test(stderr)) return "exit code 2 without a word"
  return rawWordsIn(stderr)
}

/** Words of programmers in a message, in words; null where there are none. */
export function rawWordsIn(text) {
  const [found] =
    wordsOfProgrammers.exec(text.replace("JSON has no NaN", "").replace(/"(\\.|[^"\\])*"|`[^`]*`/g, "")) ?? []
  return found === undefined ? null : `"${found}" in: ${text.slice(0, 300)}`
}
