// Makes docs/report.png: the report on real data in headless Chromium. Run it when the page changes: node scripts/picture.js
import { spawnSync } from "node:child_process"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { chromium } from "playwright-core"

const folder = mkdtempSync(join(tmpdir(), "driftcheck-picture-"))
const pair = ["fixtures/data/carloan_ref.parquet", "fixtures/data/carloan_cur.parquet"]
// No target: the columns stand where figures of the model would.
const roles = ["--timestamp", "timestamp"]
// Ends in 1: these samples drifted.
spawnSync(process.execPath, ["bin/driftcheck.js", "compare", ...pair, ...roles, "-o", folder, "-q"])

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] })
const page = await browser.newPage({ viewport: { width: 1280, height: 1180 } })
await page.goto(`file://${join(folder, "latest/report.html")}#c-car-value`)
await page.evaluate("scrollTo(0, 0)")
await page.screenshot({ path: "docs/report.png" })
await browser.close()
