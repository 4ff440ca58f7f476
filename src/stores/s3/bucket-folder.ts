import type { OpenFile, RemoteAddress } from "../../model.js"
import { addressText } from "../address.js"
import { askWhole } from "../ask.js"
import { knownFile, openRemote, type Known } from "../open-remote.js"
import { listObjects } from "./list.js"

type Bucket = Extract<RemoteAddress, { kind: "s3" }>

/** What lies below a prefix of a bucket, as a folder with a table in it. Each folder in it is listed once. */
export function bucketFolder(place: Bucket, traffic: SharedArrayBuffer) {
  const path = addressText(place)
  const listings = new Map<string, Promise<readonly string[]>>()
  const at = (name: string): Bucket => ({ ...place, key: joined(place.key, name) })
  const names = async (below: string) => {
    const folder = at(`${below}/`)
    const objects = await listObjects(folder, traffic, { delimiter: "/" })
    return objects.map(({ key }) => key.slice(folder.key.length)).filter((name) => name !== "")
  }
  return {
    path,
    names(below: string): Promise<readonly string[]> {
      const known = listings.get(below) ?? names(below)
      listings.set(below, known)
      return known
    },
    async read(name: string): Promise<Buffer> {
      return askWhole(at(name), {}, traffic)
    },
    async open(name: string, size?: number | null): Promise<OpenFile> {
      const known: Known | null = size == null ? null : { size, etag: null }
      const called = `${path.replace(/\/$/, "")}/${name}`
      return known === null ? openRemote(at(name), called, traffic) : knownFile(at(name), called, known, traffic)
    },
  }
}

const joined = (folder: string, name: string) =>
  folder === "" || folder.endsWith("/") ? folder + name : `${folder}/${name}`
