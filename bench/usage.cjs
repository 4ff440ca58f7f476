// Preloaded into a measured process (node --require): on exit its CPU seconds, of all threads, and its peak memory as one JSON line on
// file descriptor 3. A CommonJS file, because loading it then costs a bare `node -e 0` about as little as nothing.
const { readFileSync, writeSync } = require("node:fs")
const process = require("node:process")
const { isMainThread } = require("node:worker_threads")

// Worker threads load this, too; the main thread's figures are those of the whole process.
if (isMainThread) process.on("exit", tellUsage)

function tellUsage() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const user = userCPUTime / 1e6
  writeSync(3, JSON.stringify({ cpu: user + systemCPUTime / 1e6, user, peakMB: peakBytes(maxRSS) / 1e6 }))
}

/** maxRSS begins with what the parent held when it started this process; Linux also knows what belongs to this program alone. */
function peakBytes(maxRSS) {
  try {
    return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync("/proc/self/status", "latin1"))[1]) * 1024
  } catch {
    return maxRSS * 1024
  }
}
