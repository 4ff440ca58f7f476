// node scripts/sweep-dist.js: removes from dist/ what no file of src/ made. Commands, methods, checks and reporters are found by their
// folder, so that the output of a file that moved away would be taken for one of them.
import { existsSync, readdirSync, rmSync } from "node:fs"

for (const file of readdirSync("dist", { recursive: true, encoding: "utf8" })) {
  const made = /^(.*?)(\.d\.ts|\.js)$/.exec(file)
  if (made !== null && !existsSync(`src/${made[1]}.ts`)) rmSync(`dist/${file}`)
}
