/** The recipes of docs/decide.md against servers that take what Airflow and Kubeflow take. */
import { readFileSync } from "node:fs"
import type { ServerResponse } from "node:http"
import { afterEach, describe, expect, test } from "vitest"
import { keepReport, nightAt, nightReport } from "../helpers/decisions.js"
import { freshFolder } from "../helpers/in-folder.js"
import { json, loopback, type Loopback } from "../helpers/loopback.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const page = readFileSync("docs/decide.md", "utf8")
const recipes = Array.from(page.matchAll(/```yaml\n([^]*?)```/g), ([, yaml]) => yaml)
const recipe = (path: string) => recipes.find((yaml) => yaml.includes(path)) ?? ""

let server: Loopback | null = null
afterEach(() => server?.close())

/** Runs retrain_now by the recipe, the server in the place of its own. */
async function retrain(
  path: string,
  authorization: string,
  reply: (response: ServerResponse, body: Record<string, unknown>) => void,
) {
  server = await loopback(reply)
  const config = files.write("c.yaml", recipe(path).replace(/http:\/\/localhost:\d+/, server.url.replace("/v1", "")))
  const run = keepReport(files.path("reports"), nightReport({ auc: 0.83, drifted: ['a"b\n'] }))
  const env = { AIRFLOW_AUTHORIZATION: authorization, KUBEFLOW_AUTHORIZATION: authorization }
  const said = await runCli(["decide", files.path("reports"), "--execute", "--config", config], {
    at: nightAt(0),
    env,
    cwd: "/",
  })
  return { said, run, request: server.requests[0] }
}

describe("the recipe for Airflow", () => {
  /** Checks the request as the API's schema does; `seen`: the runs that are there. */
  const airflow =
    (version: 2 | 3, seen = new Set<unknown>()) =>
    (response: ServerResponse, body: Record<string, unknown>) => {
      const { dag_run_id: id, conf, logical_date: date, ...others } = body
      const isRight =
        typeof id === "string" &&
        /^[A-Za-z0-9_.~:+-]+$/.test(id) &&
        typeof conf === "object" &&
        Object.keys(others).length === 0 &&
        (version === 2 || date === null)
      if (!isRight) json(response, { detail: "bad request" }, 400)
      else if (seen.has(id)) json(response, { detail: "DAGRun already exists" }, 409)
      else json(response, { dag_run_id: id, state: "queued" })
    }

  test.each([
    [2, "/api/v1/dags/retrain/dagRuns", "Basic dXNlcjpwYXNzd29yZA=="],
    [3, "/api/v2/dags/retrain/dagRuns", "Bearer token"],
  ] as const)("%i starts the DAG once", async (version, path, authorization) => {
    const { said, run, request } = await retrain(path, authorization, airflow(version))
    expect(said).toMatchObject({ code: 1, stderr: expect.stringMatching(/was executed: HTTP 200/) as string })
    expect(request).toMatchObject({ path, authorization })
    expect(request.body).toMatchObject({
      dag_run_id: `driftcheck-${run}-retrain_now`,
      conf: { action: "retrain_now", run },
    })
  })

  test("takes a run that is there already for done", async () => {
    const seen = new Set<unknown>(["driftcheck-2026-11-23T021500Z-retrain_now"])
    const { said } = await retrain("/api/v1/dags", "Basic x", airflow(2, seen))
    expect(said).toMatchObject({ code: 1, stderr: expect.stringMatching(/HTTP 409: it was there already/) as string })
  })
})

test("the recipe for Kubeflow starts a run of the pipeline", async () => {
  const path = "/apis/v2beta1/runs"
  const { said, run, request } = await retrain(path, "Bearer token", (response, body) => {
    const known = new Set([
      "display_name",
      "description",
      "pipeline_version_reference",
      "runtime_config",
      "experiment_id",
    ])
    const isRight = Object.keys(body).every((key) => known.has(key)) && typeof body.display_name === "string"
    json(response, isRight ? { run_id: "1", state: "PENDING" } : { error: "unknown field" }, isRight ? 200 : 400)
  })
  expect(said).toMatchObject({ code: 1, stderr: expect.stringMatching(/was executed: HTTP 200/) as string })
  expect(request).toMatchObject({ path, authorization: "Bearer token" })
  expect(request.body).toMatchObject({
    display_name: `driftcheck-${run}-retrain_now`,
    description: expect.stringContaining("7.8% worse") as string,
    runtime_config: { parameters: { run, action: "retrain_now" } },
  })
})

test("every recipe is a configuration that the program takes", async () => {
  keepReport(files.path("reports"), nightReport({}))
  expect(recipes.length).toBe(4)
  for (const yaml of recipes) {
    const config = files.write("c.yaml", yaml)
    expect(
      await runCli(["decide", files.path("reports"), "--config", config], { at: nightAt(0), cwd: "/" }),
    ).toMatchObject({ code: 0 })
  }
})
