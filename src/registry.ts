import type { CheckAlone, DataCheck, DriftMethod, Metric, MultivariateMethod, Reporter } from "./model.js"
import { foldersIn, unitsIn } from "./units.js"

/** Units by id, in alphabetical order. The id is the file's name without its ending. */
export interface Registry {
  methods: ReadonlyMap<string, DriftMethod>
  checks: ReadonlyMap<string, DataCheck>
  multivariate: ReadonlyMap<string, MultivariateMethod>
  metrics: ReadonlyMap<string, Metric>
}

/** All drift methods. */
export function loadMethods(): Promise<Map<string, DriftMethod>> {
  return loadUnits<DriftMethod>("methods")
}

/** All methods and checks there are: one file each in methods/, checks/data/ and multivariate/. A new file needs no entry anywhere. */
export async function loadRegistry(): Promise<Registry> {
  const [methods, checks, multivariate, metrics] = await Promise.all([
    loadMethods(),
    loadUnits<DataCheck>("checks/data"),
    loadUnits<MultivariateMethod>("multivariate"),
    loadMetrics(),
  ])
  return { methods, checks, multivariate, metrics }
}

/** All metrics, family by family. */
export async function loadMetrics(): Promise<ReadonlyMap<string, Metric>> {
  return new Map(Array.from((await loadFamilies()).values()).flatMap((family) => Array.from(family)))
}

/** The metrics of each family: one folder each in metrics/, the family is its name. */
export async function loadFamilies(): Promise<ReadonlyMap<string, ReadonlyMap<string, Metric>>> {
  const families = await foldersIn("metrics")
  return new Map(
    await Promise.all(families.map(async (family) => [family, await loadUnits<Metric>(`metrics/${family}`)] as const)),
  )
}

/** What the checks ask of a table without a reference, by the same ids; checks that need a reference are left out. */
export function checksAlone(checks: Registry["checks"]): ReadonlyMap<string, CheckAlone> {
  return new Map(Array.from(checks).flatMap(([id, { alone }]) => (alone === undefined ? [] : [[id, alone]])))
}

/** All reporters by id. Their files are light: a package is loaded when a report is rendered. */
export function loadReporters(): Promise<ReadonlyMap<string, Reporter>> {
  return loadUnits<Reporter>("reporters")
}

/** All sinks of alerts by kind; what a sink is, src/alerts/sink.ts says. */
export function loadSinks<Sink>(): Promise<ReadonlyMap<string, Sink>> {
  return loadUnits<Sink>("alerts/sinks")
}

export async function reporterIds(): Promise<string[]> {
  return Array.from(await unitsIn("reporters"), ([id]) => id)
}

export async function loadReporter(id: string): Promise<Reporter> {
  const load = (await unitsIn<Reporter>("reporters")).get(id)
  if (load === undefined) throw Object.assign(new Error(`no reporter ${id}`), { code: "MODULE_NOT_FOUND" })
  return (await load()).default
}

/** All commands by name; what a command is, the shell around them says. */
export function loadCommands<Command>(): Promise<ReadonlyMap<string, Command>> {
  return loadUnits<Command>("commands")
}

async function loadUnits<Unit>(folder: string): Promise<Map<string, Unit>> {
  const found = Array.from(await unitsIn<Unit>(folder))
  return new Map(await Promise.all(found.map(async ([id, load]) => [id, (await load()).default] as const)))
}
