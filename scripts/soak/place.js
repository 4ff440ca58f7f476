// Folders for the tables and results of a part, and the tables that all parts use.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const data = new URL("../../fixtures/data/", import.meta.url).pathname

/** The two sides of a real pair that drifts, and of one that does not. */
export const drifting = ["carloan_ref.parquet", "carloan_cur.parquet"].map((name) => data + name)
export const small = ["penguins_ref.csv", "penguins_cur.csv"].map((name) => data + name)

/** Calls `act` with the path of a new folder, and removes it afterwards. */
export async function inFolder(act) {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-soak-"))
  try {
    return await act(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
