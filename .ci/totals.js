// Reads vitest's closing line, "Tests  3 failed | 120 passed | 2 skipped (125)", and prints it as one plain line.
import { readFileSync } from "node:fs"

// eslint-disable-next-line no-control-regex -- colours are taken out
const log = readFileSync(process.argv[2], "utf8").replace(/\x1b\[[0-9;]*m/g, "")
const line = log.match(/^\s*Tests\s+(.+)$/m)?.[1] ?? ""
const total = (word) => Number(line.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0)
const skipped = total("skipped")
console.log(`${total("passed")} passed, ${total("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`)
