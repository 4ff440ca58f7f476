// Threads that die while they measure: by an error, an exit, or no memory.
import { compareDatasets } from "../../dist/compare/compare.js"
import { openDataset, withEqualHashing } from "../../dist/datasets/open-dataset.js"
import { InputError } from "../../dist/errors.js"
import { defaultOptions } from "../../dist/options/options.js"
import { loadRegistry } from "../../dist/registry.js"
import { measureInThreads } from "../../dist/workers/measure-in-threads.js"
import { drifting } from "./place.js"

/** What each dying thread runs; `after` columns of the true worker, which it runs beside. */
const deaths = {
  "ends in the middle": "setTimeout(() => process.exit(7), DELAY)",
  "runs out of memory": "setTimeout(() => { const all = []; for (;;) all.push(new Array(1e5).fill(0.5)) }, DELAY)",
}

export default {
  id: "workers",
  what: "a worker thread that dies at any moment of a comparison",
  async run({ short }) {
    const registry = await loadRegistry()
    const found = []
    const delays = short ? [1] : [0, 1, 5, 10, 20, 40, 60, 80, 100, 120, 150, 200, 250, 300, 400]
    let words = 0
    const expected = JSON.stringify(await comparison(registry))
    for (const [how, code] of Object.entries(deaths))
      for (const delay of delays)
        try {
          const same = JSON.stringify(await comparison(registry, dying(code, delay))) === expected
          if (!same) found.push(`a thread that ${how} after ${delay} ms changed the figures`)
        } catch (error) {
          if (error instanceof InputError && error.hint?.includes("--workers 1")) words++
          else found.push(`a thread that ${how} after ${delay} ms: ${error.stack}`)
        }
    const rounds = delays.length * Object.keys(deaths).length
    return {
      rounds,
      found,
      note: `${words} ended in 2 with the advice --workers 1, the others were done before, with the same figures`,
    }
  },
}

const worker = new URL("../../dist/workers/worker.js", import.meta.url)

function dying(code, delay) {
  const script = `${code.replace("DELAY", delay)}\nawait import(${JSON.stringify(worker.href)})`
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`)
}

async function comparison(registry, workerFile) {
  const opened = [await openDataset(drifting[0], {}), await openDataset(drifting[1], {})]
  const [reference, current] = withEqualHashing(...opened)
  const sharing = {
    reference: opened[0],
    current: opened[1],
    read: { reference: {}, current: {} },
    workers: 2,
    valuesPerThread: 1,
  }
  try {
    return await compareDatasets(reference, current, defaultOptions, registry, {
      measureAll: measureInThreads(sharing, workerFile),
    })
  } finally {
    for (const dataset of opened) dataset.close()
  }
}
