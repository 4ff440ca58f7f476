/** Whose locks and folders are left behind: told apart between containers, and a killed process that nobody reaped is dead. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, readdirSync } from "node:fs"
import { resolve } from "node:path"
import { expect, it } from "vitest"
import { stateOf, thisHost } from "../../src/history/owner.js"
import { freshFolder } from "../helpers/in-folder.js"

const files = freshFolder()
const unshare = ["-p", "-f", "--mount-proc"]
const canUnshare = spawnSync("unshare", [...unshare, "true"]).status === 0

it.skipIf(!canUnshare)(
  "a container of the same host name, in which every number is free, sweeps nothing of ours",
  () => {
    mkdirSync(files.path(`.run-${process.pid}-${thisHost()}-0123456789ab`))
    const script = `
    import { sweep } from ${JSON.stringify(resolve("dist/history/temporary-folder.js"))}
    import { stateOf } from ${JSON.stringify(resolve("dist/history/owner.js"))}
    const owner = { pid: ${process.pid}, host: ${JSON.stringify(thisHost())}, token: "t" }
    console.log(JSON.stringify([sweep("."), stateOf(owner)]))`
    const { stdout } = spawnSync("unshare", [...unshare, process.execPath, "--input-type=module", "-e", script], {
      cwd: files.path("."),
      encoding: "utf8",
    })
    expect(JSON.parse(stdout)).toEqual([[], "elsewhere"])
    expect(readdirSync(files.path("."))).toHaveLength(1)
  },
)

it.skipIf(process.platform !== "linux")("a process that was killed and not yet reaped is dead", async () => {
  const parent = spawn("sh", ["-c", "true & echo $!; exec sleep 20"])
  const [line] = (await once(parent.stdout, "data")) as [Buffer]
  const zombie = Number(line.toString())
  await expect.poll(() => stateOf({ pid: zombie, host: thisHost(), token: "t" })).toBe("dead")
  expect(stateOf({ pid: parent.pid ?? 0, host: thisHost(), token: "t" })).toBe("alive")
  parent.kill()
})
