import { spawn } from "node:child_process"
import { resolve } from "node:path"
import type { Io } from "./io.js"
import { say } from "./say.js"

/** Shows the written page in the user's browser, and does not wait for it; where none starts, says on stderr what to open. */
export async function openPage(path: string | null, io: Io): Promise<void> {
  if (path === null) {
    say(io, "no page to open: this run wrote no HTML")
    return
  }
  const [program, ...before] = browserOf(io.env)
  try {
    await started(program, [...before, resolve(path)])
  } catch {
    say(io, `no browser was started (${program}); open ${path} by hand`)
  }
}

/** The program that shows a page, with its first arguments: BROWSER's if it names one, otherwise the system's own. */
function browserOf(env: Io["env"]): readonly string[] {
  if (env.BROWSER !== undefined && env.BROWSER !== "") return [env.BROWSER]
  if (process.platform === "darwin") return ["open"]
  return process.platform === "win32" ? ["explorer.exe"] : ["xdg-open"]
}

function started(program: string, args: readonly string[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { detached: true, stdio: "ignore" })
    child.once("error", failed)
    child.once("spawn", () => {
      child.unref()
      done()
    })
  })
}
