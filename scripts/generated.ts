import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { loadFamilies, loadRegistry } from "../src/registry.js"
import { caseNames, goldenOf, readCase, runCase, withoutQuietChecks } from "../test/helpers/cases.js"
import { runCli } from "../test/helpers/run-cli.js"
import { pictures } from "../test/report/charts/pictures.js"
import { configurationPage } from "./config-docs.js"
import { configJsonSchema, configSchemaText } from "./config-schema.js"
import { checksPage, columnTypesPage, filledReadme, methodsPage, readCheckFigures } from "./docs.js"
import { enginePages } from "./engine-docs.js"
import { grafanaDashboard, prometheusRules } from "./dashboards.js"
import { metricsExportPage } from "./metrics-export-docs.js"
import { metricsPage } from "./metrics-docs.js"
import { pythonOptions } from "./python-options.js"
import { reportJsonPage } from "./report-docs.js"
import { reportSchema, schemaText } from "./report-schema.js"

/** A file in git that the program says itself: never edited by hand. */
export interface GeneratedFile {
  path: string
  text: () => string | Promise<string>
}

/** The pages in docs/ and the example page, the schemas and the README's examples. */
export async function generatedPages(): Promise<GeneratedFile[]> {
  const { methods, multivariate, checks, metrics } = await loadRegistry()
  const families = await loadFamilies()
  const config = configJsonSchema({ methods, checks, metrics })
  const everyKey = readFileSync("fixtures/config/every-key.yaml", "utf8")
  return [
    { path: "docs/methods.md", text: () => methodsPage(methods, multivariate) },
    { path: "docs/checks.md", text: () => checksPage(checks, readCheckFigures()) },
    { path: "docs/metrics.md", text: () => metricsPage(metrics) },
    { path: "docs/metrics-export.md", text: metricsExportPage },
    { path: "dashboards/driftcheck.json", text: () => grafanaDashboard(families) },
    { path: "dashboards/driftcheck-rules.yml", text: () => prometheusRules(families) },
    { path: "docs/column-types.md", text: columnTypesPage },
    { path: "docs/configuration.md", text: () => configurationPage(config, parse(everyKey), everyKey) },
    { path: "docs/report-json.md", text: () => reportJsonPage(reportSchema()) },
    { path: "docs/examples/carloan.html", text: examplePage },
    ...enginePages(),
    { path: "schema/config.json", text: () => configSchemaText(config) },
    { path: "python/src/driftcheck/_options.py", text: () => pythonOptions(config) },
    { path: "schema/report.json", text: () => schemaText(reportSchema()) },
    {
      path: "README.md",
      text: () => filledReadme(readFileSync("README.md", "utf8"), async (args) => (await runCli(args)).stdout),
    },
  ]
}

const carLoans = ["fixtures/data/carloan_ref.parquet", "fixtures/data/carloan_cur.parquet"]
const carLoanRoles = ["--target", "repaid", "--prediction", "y_pred_proba", "--timestamp", "timestamp"]

/** A page as a reader gets it; it is the same whichever Node made it. */
async function examplePage(): Promise<string> {
  const { stdout } = await runCli(["compare", ...carLoans, ...carLoanRoles, "--no-output", "--html", "-"])
  return stdout.replace(/\bNode \d+\.\d+\.\d+/, "Node 20")
}

/** What the command lines of fixtures/cases print, help texts among them, and the charts of fixtures/charts. */
export async function generatedGoldens(): Promise<GeneratedFile[]> {
  const { checks } = await loadRegistry()
  const printed = caseNames().map((name) => ({ name, read: readCase(name) }))
  return [
    ...printed
      .filter(({ read }) => read.report === undefined)
      .map(({ name, read }) => ({
        path: goldenOf(name),
        text: async () => withoutQuietChecks((await runCase(read)).stdout, checks),
      })),
    ...pictures.map(({ path, svg }) => ({ path, text: () => svg })),
  ]
}
