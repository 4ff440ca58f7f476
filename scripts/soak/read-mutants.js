// node read-mutants.js CONTAINER FROM TO SEED: reads these mutants of a container and says before each what became of those before it.
// Alone, without a parent, it prints what it finds: node scripts/soak/read-mutants.js parquet 17 18 1
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { randomNumbers } from "../../dist/stats/random.js"
import { containers } from "./containers.js"
import { inFolder } from "./place.js"
import { faultOf, inProcess, rawWordsIn } from "./run.js"

const [id, from, to, seed] = process.argv.slice(2)
const container = containers.find((each) => each.id === id)
const fate = { refused: 0, slowestMs: 0, peakMB: 0, found: [] }

await inFolder(async (folder) => {
  const files = await container.sound(folder)
  const place = join(folder, "mutant")
  mkdirSync(place)
  const paths = { mutant: join(place, container.file), sound: join(folder, `sound-${container.file}`), folder: place }
  await refuseUnsound(files, paths)
  for (let i = Number(from); i < Number(to); i++) {
    process.send?.({ at: i, fate })
    writeFileSync(paths.sound, files[i % files.length])
    writeFileSync(paths.mutant, mutant(files, i))
    const started = performance.now()
    const end = await inProcess(container.argv(paths))
    fate.slowestMs = Math.max(fate.slowestMs, performance.now() - started)
    if (end.code === 2) fate.refused++
    const fault = faultOf(end) ?? rawWordsIn(reasonsIn(end.stdout))
    if (fault !== null) fate.found.push(`mutant ${i}: ${fault}`)
  }
  fate.peakMB = process.resourceUsage().maxRSS / 1024
  process.send?.({ at: Number(to), fate })
  if (process.send === undefined) console.log(fate)
})
process.disconnect?.()

/** Throws where not even one of the sound files is read: then mutants would show nothing. */
async function refuseUnsound(files, paths) {
  const ends = []
  for (const bytes of files) {
    for (const path of [paths.sound, paths.mutant]) writeFileSync(path, bytes)
    ends.push(await inProcess(container.argv(paths)))
  }
  if (ends.every(({ code }) => code === 2))
    throw new Error(`no sound file is read: ${ends[0].stderr || ends[0].stdout}`)
}

/** The i-th mutant; the same for the same seed, whatever was read before. */
function mutant(files, i) {
  const next = randomNumbers(Number(seed) + i)
  const int = (limit) => Math.floor(next() * limit)
  const mutate = container.mutations[int(container.mutations.length)]
  return mutate(Buffer.from(files[i % files.length]), int)
}

/** What a report on stdout says in its own words; throws where it is no JSON, and nothing for another output. */
function reasonsIn(stdout) {
  if (!stdout.startsWith("{")) return ""
  const { verdict, columns, warnings } = JSON.parse(stdout)
  return JSON.stringify([verdict, warnings, columns.map(({ reason, warnings }) => [reason, warnings])])
    .replaceAll('\\"', "'")
    .replace(/'[^']*'/g, "")
    .replaceAll('"', " ")
}
