// Preloaded into a measured process: on exit, its CPU seconds and peak memory as one JSON line on file descriptor 3.
import { writeSync } from "node:fs"

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeSync(3, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peakMB: maxRSS / 1024 }))
})
