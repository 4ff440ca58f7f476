import { resolve } from "node:path"
import { expect, it } from "vitest"
import { checksPage, methodsPage } from "../scripts/docs.js"
import { loadRegistry } from "../src/registry.js"

it("docs/methods.md says what the methods say of themselves", async () => {
  const { methods } = await loadRegistry()
  await expect(methodsPage(methods)).toMatchFileSnapshot(resolve("docs/methods.md"))
})

it("docs/checks.md says what the checks say of themselves", async () => {
  const { checks } = await loadRegistry()
  await expect(checksPage(checks)).toMatchFileSnapshot(resolve("docs/checks.md"))
})
