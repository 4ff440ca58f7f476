/** Files that change while they are read: the answer is about what was opened, or there is none. */
import { appendFileSync, copyFileSync, readFileSync, renameSync, truncateSync, utimesSync } from "node:fs"
import { createHash } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { InputError } from "../../src/errors.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { openInput } from "../../src/sources/open.js"
import { freshFolder } from "../helpers/in-folder.js"

const files = freshFolder()
const inputs = ["penguins_ref.csv", "carloan_ref.parquet"]

describe.each(inputs)("%s", (name) => {
  let path: string
  beforeEach(() => {
    path = files.path(name)
    copyFileSync(`fixtures/data/${name}`, path)
  })

  const changes: [string, () => void][] = [
    ["grows", () => appendFileSync(path, readFileSync(path))],
    ["is cut", () => truncateSync(path, 1000)],
    ["is written over", () => utimesSync(path, new Date(), new Date(Date.now() + 5000))],
  ]
  it.each(changes)("that %s is refused", async (_, change) => {
    const dataset = await openDataset(path, {})
    change()
    await expect(dataset.fileFacts()).rejects.toThrow(InputError)
    await expect(dataset.fileFacts()).rejects.toThrow(`${path} was changed while it was read`)
    dataset.close()
  })

  it("is told where nobody wants its hash, too", async () => {
    const dataset = await openDataset(path, { hash: false })
    expect(await dataset.fileFacts()).toEqual({ bytes: readFileSync(path).length, sha256: null })
    appendFileSync(path, "1,2\n")
    await expect(dataset.fileFacts()).rejects.toThrow(`${path} was changed while it was read`)
    dataset.close()
  })

  it("that is cut before its rows are read is said to be so, whatever is found in it", async () => {
    const input = await openInput(path)
    truncateSync(path, 1000)
    await expect(openDataset(input, {})).rejects.toThrow(`${path} was changed while it was read`)
  })

  it("that another takes the place of is the one that was opened", async () => {
    const content = readFileSync(path)
    const dataset = await openDataset(path, {})
    copyFileSync("fixtures/data/bikeshare_ref.csv", files.path("other"))
    renameSync(files.path("other"), path)
    expect(await dataset.fileFacts()).toEqual({
      bytes: content.length,
      sha256: createHash("sha256").update(content).digest("hex"),
    })
    await dataset.rowFacts()
    dataset.close()
  })
})
