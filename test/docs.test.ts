import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { expect, it } from "vitest"
import { parse } from "yaml"
import {
  checksPage,
  columnTypesPage,
  filledReadme,
  methodsPage,
  type FalseAlarms,
  type FaultTable,
  type RealFinding,
} from "../scripts/docs.js"
import { configurationPage } from "../scripts/config-docs.js"
import { configJsonSchema, configSchemaText } from "../scripts/config-schema.js"
import { loadRegistry } from "../src/registry.js"
import { runCli } from "./helpers/run-cli.js"

it("docs/methods.md says what the methods say of themselves", async () => {
  const { methods, multivariate } = await loadRegistry()
  await expect(methodsPage(methods, multivariate)).toMatchFileSnapshot(resolve("docs/methods.md"))
})

it("docs/checks.md says what the checks say of themselves", async () => {
  const { checks } = await loadRegistry()
  const faults = JSON.parse(readFileSync("fixtures/checks/faults.json", "utf8")) as FaultTable
  const realPairs = JSON.parse(readFileSync("fixtures/checks/real-pairs.json", "utf8")) as RealFinding[]
  const alarms = JSON.parse(readFileSync("fixtures/checks/false-alarms.json", "utf8")) as FalseAlarms
  await expect(checksPage(checks, faults, realPairs, alarms)).toMatchFileSnapshot(resolve("docs/checks.md"))
})

it("docs/column-types.md says what the table of types says", async () => {
  await expect(columnTypesPage()).toMatchFileSnapshot(resolve("docs/column-types.md"))
})

it("the README shows what its command lines print", async () => {
  const readme = readFileSync("README.md", "utf8")
  const filled = await filledReadme(readme, async (args) => (await runCli(args)).stdout)
  await expect(filled).toMatchFileSnapshot(resolve("README.md"))
})

it("schema/config.json and docs/configuration.md say what the configuration's schema says", async () => {
  const schema = configJsonSchema(await loadRegistry())
  await expect(await configSchemaText(schema)).toMatchFileSnapshot(resolve("schema/config.json"))
  const example = readFileSync("fixtures/config/every-key.yaml", "utf8")
  const page = await configurationPage(schema, parse(example), example)
  await expect(page).toMatchFileSnapshot(resolve("docs/configuration.md"))
})
