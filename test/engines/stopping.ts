/** What every server must show: a run that is stopped ends its statement there, and a server that is gone is named. */
import { spawn } from "node:child_process"
import { resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { patience } from "../helpers/patience.js"

/** A server, and a statement that it takes minutes for. */
export interface LongStatement {
  address: string
  query: string
  /** What the server says of each statement of ours. */
  states: () => Promise<string[]>
  /** Ends the server at once. */
  kill: () => void
  stop: () => Promise<void>
}

/** `states`: what is said of a statement that runs, and of one that was cancelled; null: nothing at all. */
export function stops(
  engine: string,
  start: () => Promise<LongStatement>,
  states: { running: string; cancelled: string | null },
): void {
  describe(`${engine}, asked for what takes minutes`, () => {
    let server: LongStatement
    beforeAll(async () => {
      server = await start()
    }, patience(120))
    afterAll(() => server.stop())

    /** A run, from when the server works for it on. */
    async function begun() {
      const run = runLong(server.address, server.query)
      try {
        await vi.waitFor(async () => expect(await server.states()).toContain(states.running), waiting(60))
      } catch (error) {
        run.kill("SIGKILL")
        throw new Error((await run.ended).stderr, { cause: error })
      }
      return run
    }

    it("ends the statement when the run is stopped", async () => {
      const run = await begun()
      run.kill("SIGINT")
      expect((await run.ended).by).toBe("SIGINT")
      await vi.waitFor(async () => {
        const said = await server.states()
        if (states.cancelled === null) expect(said).toEqual([])
        else expect(said.every((each) => each === states.cancelled)).toBe(true)
      }, waiting(20))
    })

    it("says that the server is gone", async () => {
      const run = await begun()
      server.kill()
      const { code, stderr } = await run.ended
      expect(code).toBe(2)
      expect(stderr).toMatch(/the server at \S+ is not there, or the connection to it is lost: /)
    })
  })
}

/** Compares a statement with itself, in a process of its own. */
export function runLong(address: string, query: string) {
  const args = ["compare", address, address, "--reference-query", query, "--current-query", query]
  const child = spawn(process.execPath, [resolve("bin/driftcheck.js"), ...args, "--no-config", "--no-output"])
  let stderr = ""
  child.stderr.on("data", (bytes: Buffer) => (stderr += bytes.toString()))
  const ended = new Promise<{ code: number | null; by: string | null; stderr: string }>((done) =>
    child.on("close", (code, by) => done({ code, by, stderr })),
  )
  return { pid: child.pid ?? 0, kill: (signal: "SIGINT" | "SIGKILL") => child.kill(signal), ended }
}

export const waiting = (seconds: number) => ({ timeout: patience(seconds), interval: 200 })
