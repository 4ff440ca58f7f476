import { InputError } from "../../errors.js"
import { versionAt, type AskedVersion } from "../asked.js"
import type { Folder } from "../folder.js"
import { rowsOfParquet } from "../parquet-rows.js"
import { actionsIn, type Action, type AddFile, type MetaData, type Protocol } from "./actions.js"

export const logFolder = "_delta_log"

/** One version of a table as its log has it. */
export interface Snapshot {
  version: number
  /** Milliseconds since 1970; null: the commit does not say. */
  at: number | null
  protocol: Protocol
  metaData: MetaData
  live: readonly AddFile[]
}

/** The table's newest version, or the one asked for. Throws InputError where the log does not give it. */
export async function readLog(folder: Folder, asked: AskedVersion): Promise<Snapshot> {
  const names = await folder.names(logFolder)
  const commits = names.flatMap((name) => (/^\d{20}\.json$/.test(name) ? [Number(name.slice(0, 20))] : []))
  const checkpoints = checkpointsIn(names)
  const version = await wantedVersion(folder, asked, commits, checkpoints)
  const checkpoint = checkpoints.findLast((each) => each.version <= version)
  const state = new State()
  for (const name of checkpoint?.files ?? []) await takeCheckpoint(folder, name, state)
  let at: number | null = null
  for (let each = (checkpoint?.version ?? -1) + 1; each <= version; each++) {
    if (!commits.includes(each)) throw missing(folder, each)
    const actions = await commitOf(folder, each)
    actions.forEach((action) => state.take(action))
    at = instantOf(actions)
  }
  if (checkpoint?.version === version && commits.includes(version)) at = instantOf(await commitOf(folder, version))
  return state.snapshot(version, at, folder)
}

async function wantedVersion(
  folder: Folder,
  { version, timestamp }: AskedVersion,
  commits: readonly number[],
  checkpoints: readonly Checkpoint[],
): Promise<number> {
  const first = checkpoints.at(0)?.version ?? commits.at(0)
  const last = Math.max(commits.at(-1) ?? -1, checkpoints.at(-1)?.version ?? -1)
  if (last < 0 || first === undefined)
    throw new InputError(`${folder.path}: the Delta log holds no commit`, { hint: `${logFolder} has no file of one.` })
  if (timestamp !== undefined) return versionBefore(folder, timestamp, commits)
  if (version === undefined) return last
  const oldest = commits.includes(0) ? 0 : first
  if (/^\d+$/.test(version) && Number(version) >= oldest && Number(version) <= last) return Number(version)
  throw new InputError(`${folder.path} has no version ${version}`, {
    hint: `Its log has versions ${oldest} to ${last}.`,
  })
}

/** From the newest commit back, so that as few as possible are read. */
async function versionBefore(folder: Folder, timestamp: string, commits: readonly number[]): Promise<number> {
  const known: { version: number; at: number }[] = []
  for (const version of commits) {
    const at = instantOf(await commitOf(folder, version))
    if (at !== null) known.push({ version, at })
  }
  return versionAt(known, timestamp, folder.path).version
}

async function commitOf(folder: Folder, version: number): Promise<Action[]> {
  const name = `${logFolder}/${String(version).padStart(20, "0")}.json`
  return actionsIn((await folder.read(name)).toString(), `${folder.path}/${name}`)
}

/** When a commit was made: what its writer says, since files that were copied have other times. */
function instantOf(actions: readonly Action[]): number | null {
  const info = actions.find(({ commitInfo }) => commitInfo != null)?.commitInfo
  return info?.inCommitTimestamp ?? info?.timestamp ?? null
}

interface Checkpoint {
  version: number
  /** All of its files. */
  files: readonly string[]
}

/** Whole checkpoints, the oldest first: in one file, of either version, or in parts of which none is missing. */
function checkpointsIn(names: readonly string[]): Checkpoint[] {
  const found = names.flatMap((name): (Checkpoint & { of: number })[] => {
    const shape = /^(\d{20})\.checkpoint(?:\.(\d{10})\.(\d{10})|\.[0-9a-f-]{36})?\.(parquet|json)$/.exec(name)
    return shape === null ? [] : [{ version: Number(shape[1]), files: [name], of: Number(shape.at(3) ?? 1) }]
  })
  const groups = new Map<string, Checkpoint & { of: number }>()
  for (const each of found) {
    const key = each.of === 1 ? each.files[0] : `${each.version} of ${each.of}`
    groups.set(key, { ...each, files: [...(groups.get(key)?.files ?? []), ...each.files] })
  }
  return Array.from(groups.values())
    .filter(({ files, of }) => files.length === of)
    .sort((a, b) => a.version - b.version)
}

async function takeCheckpoint(folder: Folder, name: string, state: State): Promise<void> {
  for (const action of await checkpointActions(folder, `${logFolder}/${name}`)) {
    if (action.sidecar == null) state.take(action)
    else
      for (const each of await checkpointActions(folder, `${logFolder}/_sidecars/${plainName(action.sidecar.path)}`))
        state.take(each)
  }
}

/** Sidecars lie in one folder; a name that leads elsewhere is not followed. */
const plainName = (path: string) => path.slice(path.lastIndexOf("/") + 1)

async function checkpointActions(folder: Folder, name: string): Promise<Action[]> {
  const path = `${folder.path}/${name}`
  if (name.endsWith(".json")) return actionsIn((await folder.read(name)).toString(), path)
  return await rowsOfParquet(await folder.read(name), path, ["protocol", "metaData", "add", "remove", "sidecar"])
}

function missing(folder: Folder, version: number): InputError {
  return new InputError(`${folder.path}: commit ${version} is missing from the Delta log`, {
    hint: "Was the folder copied in part, or while it was cleaned up?",
  })
}

/** What holds after the actions taken so far: the last protocol and schema, and the files that were added and not removed. */
class State {
  private protocol: Protocol | null = null
  private metaData: MetaData | null = null
  private readonly live = new Map<string, AddFile>()

  take({ protocol, metaData, add, remove }: Action): void {
    if (protocol != null) this.protocol = protocol
    if (metaData != null) this.metaData = metaData
    if (remove != null) this.live.delete(keyOf(remove))
    if (add != null) this.live.set(keyOf(add), add)
  }

  snapshot(version: number, at: number | null, folder: Folder): Snapshot {
    const { protocol, metaData } = this
    if (protocol !== null && metaData !== null)
      return { version, at, protocol, metaData, live: [...this.live.values()] }
    throw new InputError(`${folder.path}: the Delta log states no ${protocol === null ? "protocol" : "schema"}`, {
      hint: "Was the folder copied in part?",
    })
  }
}

/** A delete that only adds a deletion vector removes and adds the same path. */
function keyOf({ path, deletionVector: vector }: Pick<AddFile, "path" | "deletionVector">): string {
  const id = vector == null ? "" : `${vector.storageType}${vector.pathOrInlineDv}@${vector.offset ?? ""}`
  return `${path}\n${id}`
}
