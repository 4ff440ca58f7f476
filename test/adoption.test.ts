/** docs/newcomers.md: what `npm run adoption` wrote is of the scripts that there are. */
import { readFileSync, readdirSync } from "node:fs"
import { describe, expect, it } from "vitest"

const page = readFileSync("docs/newcomers.md", "utf8")
const scripts = readdirSync("scripts/adoption").map((name) => ({
  name,
  script: readFileSync(`scripts/adoption/${name}`, "utf8"),
}))

describe("docs/newcomers.md", () => {
  it.each(scripts)("holds $name as it is, what it printed, and less than two minutes", ({ script }) => {
    const [, after = ""] = page.split(`\`\`\`bash\n${script}\`\`\`\n`)
    const [, seconds = ""] = /^\n(\d+) seconds (?:of CPU )?later/.exec(after) ?? []
    expect(Number(seconds)).toBeGreaterThan(0)
    expect(Number(seconds)).toBeLessThanOrEqual(120)
    expect(after).toMatch(/^\n[^\n]*\n\n```text\n[^`]+```\n/)
  })

  it("has a verdict for each audience", () => {
    for (const found of ["('drift',", "exit code 1", "2026-11-23: exit code 1", "drift 5.0 "])
      expect(page).toContain(found)
  })
})
