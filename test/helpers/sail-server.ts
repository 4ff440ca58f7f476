import { spawn, spawnSync, type ChildProcess } from "node:child_process"
import { existsSync } from "node:fs"
import { resolve } from "node:path"
import { createConnection } from "node:net"
import { freePort } from "./free-port.js"

/** The program "sail" of pysail; null where it is not installed. */
export function sailProgram(): string | null {
  const ours = resolve("node_modules/.cache/sail-venv/bin/sail")
  if (existsSync(ours)) return ours
  const found = spawnSync("sh", ["-c", "command -v sail"], { encoding: "utf8" }).stdout.trim()
  return found === "" ? null : found
}

export interface SailServer {
  port: number
  /** sc://127.0.0.1:port */
  address: string
  process: ChildProcess
  stop: () => Promise<void>
}

/** A Sail server on a port of this machine, as a driver and its workers that speak over the network. */
export async function startSail(program: string, port: number | null = null): Promise<SailServer> {
  const on = port ?? (await freePort())
  const server = spawn(program, ["spark", "server", "--ip", "127.0.0.1", "--port", String(on)], {
    env: { ...process.env, SAIL_MODE: "local-cluster", RUST_LOG: "error" },
    stdio: "ignore",
  })
  const ended = new Promise((resolve) => server.once("exit", resolve))
  await untilListening(on)
  return {
    ...{ port: on, address: `sc://127.0.0.1:${on}`, process: server },
    stop: async () => {
      server.kill("SIGKILL")
      await ended
    },
  }
}

/** Waits until somebody listens on a port; throws after so many looks, twenty a second. */
export async function untilListening(port: number, most = 600): Promise<void> {
  for (let tries = 0; ; tries++) {
    const is = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: "127.0.0.1" })
      socket.once("connect", () => {
        socket.destroy()
        resolve(true)
      })
      socket.once("error", () => {
        resolve(false)
      })
    })
    if (is) return
    if (tries === most) throw new Error(`nobody listens on port ${port}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
