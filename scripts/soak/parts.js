// The parts of the soak, each with `id`, `what` and `run({ short, seed, count })`, which gives `rounds`, what was `found` wrong and a `note`.
import clock from "./clock.js"
import failingCalls from "./failing-calls.js"
import kill from "./kill.js"
import memory from "./memory.js"
import { mutantParts } from "./mutants.js"
import smallDisk from "./small-disk.js"
import together from "./together.js"
import workers from "./workers.js"

export const parts = [kill, together, smallDisk, failingCalls, memory, workers, clock, ...mutantParts]
