import type { LakeVersion, Traffic } from "../model.js"
import { bytes, plural } from "./format.js"

/** "Delta Lake version 12 of 2026-11-28 06:00 UTC". */
export function tableText({ format, version, written_at: at }: LakeVersion): string {
  const what = format === "Iceberg" ? "snapshot" : "version"
  return `${format} ${what} ${version}${at === null ? "" : ` of ${at.slice(0, 16).replace("T", " ")} UTC`}`
}

/** "960 kB fetched in 6 requests". */
export function fetchedText({ bytes: size, requests }: Traffic): string {
  return `${bytes(size)} fetched in ${plural(requests, "request")}`
}
