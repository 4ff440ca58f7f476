import { readdir } from "node:fs/promises"
import { basename } from "node:path"
import type { CheckAlone, DataCheck, DriftMethod, Metric, MultivariateMethod, Reporter } from "./model.js"

/** Units by id, in alphabetical order. The id is the file's name without its ending. */
export interface Registry {
  methods: ReadonlyMap<string, DriftMethod>
  checks: ReadonlyMap<string, DataCheck>
  multivariate: ReadonlyMap<string, MultivariateMethod>
  metrics: ReadonlyMap<string, Metric>
}

/** All drift methods. */
export function loadMethods(): Promise<Map<string, DriftMethod>> {
  return loadUnits<DriftMethod>("./methods/")
}

/** All methods and checks there are: one file each in methods/, checks/data/ and multivariate/. A new file needs no entry anywhere. */
export async function loadRegistry(): Promise<Registry> {
  const [methods, checks, multivariate, metrics] = await Promise.all([
    loadMethods(),
    loadUnits<DataCheck>("./checks/data/"),
    loadUnits<MultivariateMethod>("./multivariate/"),
    loadMetrics(),
  ])
  return { methods, checks, multivariate, metrics }
}

/** All metrics, family by family: one folder each in metrics/. */
export async function loadMetrics(): Promise<ReadonlyMap<string, Metric>> {
  const entries = await readdir(new URL("./metrics/", import.meta.url), { withFileTypes: true })
  const families = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()
  const units = await Promise.all(families.map((family) => loadUnits<Metric>(`./metrics/${family}/`)))
  return new Map(units.flatMap((family) => Array.from(family)))
}

/** What the checks ask of a table without a reference, by the same ids; checks that need a reference are left out. */
export function checksAlone(checks: Registry["checks"]): ReadonlyMap<string, CheckAlone> {
  return new Map(Array.from(checks).flatMap(([id, { alone }]) => (alone === undefined ? [] : [[id, alone]])))
}

/** All reporters by id. Their files are light: a package is loaded when a report is rendered. */
export function loadReporters(): Promise<ReadonlyMap<string, Reporter>> {
  return loadUnits<Reporter>("./reporters/")
}

/** All sinks of alerts by kind; what a sink is, src/alerts/sink.ts says. */
export function loadSinks<Sink>(): Promise<ReadonlyMap<string, Sink>> {
  return loadUnits<Sink>("./alerts/sinks/")
}

export async function reporterIds(): Promise<string[]> {
  return Array.from(await unitFiles("./reporters/"), ([id]) => id)
}

export async function loadReporter(id: string): Promise<Reporter> {
  const file = (await unitFiles("./reporters/")).get(id)
  if (file === undefined) throw Object.assign(new Error(`no reporter ${id}`), { code: "MODULE_NOT_FOUND" })
  return importUnit<Reporter>(file)
}

/** All commands by name; what a command is, the shell around them says. */
export function loadCommands<Command>(): Promise<ReadonlyMap<string, Command>> {
  return loadUnits<Command>("./commands/")
}

async function loadUnits<Unit>(folder: string): Promise<Map<string, Unit>> {
  const files = await unitFiles(folder)
  const units = await Promise.all(Array.from(files, async ([id, file]) => [id, await importUnit<Unit>(file)] as const))
  return new Map(units)
}

async function unitFiles(folder: string): Promise<Map<string, URL>> {
  const url = new URL(folder, import.meta.url)
  const names = (await readdir(url)).filter((name) => /\.(js|ts)$/.test(name) && !name.endsWith(".d.ts")).sort()
  return new Map(names.map((name) => [basename(name).replace(/\.(js|ts)$/, ""), new URL(name, url)]))
}

async function importUnit<Unit>(file: URL): Promise<Unit> {
  const module = (await import(file.href)) as { default: Unit }
  return module.default
}
