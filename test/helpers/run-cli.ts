import type { Io } from "../../src/run/io.js"
import { run } from "../../src/cli.js"

export interface CliResult {
  code: number
  stdout: string
  stderr: string
}

interface World {
  /** Columns of the terminal; undefined: stdout is a pipe. */
  columns?: number
  env?: Record<string, string>
  /** Where a configuration is looked for; files are named from where the tests run all the same. */
  cwd?: string
  /** When the run begins. */
  at?: Date
}

/** Runs one command line in this process, as a user would, at a fixed time unless told; it seems to take 0.3 s. */
export async function runCli(argv: readonly string[], world: World = {}): Promise<CliResult> {
  const written = { stdout: "", stderr: "" }
  const output = (stream: "stdout" | "stderr") => ({
    write: (text: string) => void (written[stream] += text),
    isTTY: world.columns !== undefined,
    columns: world.columns,
  })
  const started = (world.at ?? new Date("2026-11-23T02:15:00Z")).getTime()
  let looks = 0
  const io: Io = {
    argv,
    stdout: output("stdout"),
    stderr: { ...output("stderr"), isTTY: false },
    env: world.env ?? {},
    ...(world.cwd === undefined ? {} : { cwd: world.cwd }),
    now: () => new Date(started + (looks++ === 0 ? 0 : 300)),
  }
  const code = await run(argv, io)
  return { code, ...written }
}
