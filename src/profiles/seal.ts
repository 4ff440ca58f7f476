import { createHash } from "node:crypto"
import type { Profile } from "./profile.js"

export type Unsealed = Omit<Profile, "content_hash">

/** The profile with the hash of its own content at its end. */
export function sealed(profile: Unsealed): Profile {
  return { ...profile, content_hash: hashOf(profile) }
}

/** Whether a profile is as it was when it was sealed. */
export function isSealed({ content_hash, ...content }: Profile): boolean {
  return hashOf(content) === content_hash
}

function hashOf(content: Unsealed): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex")
}

/** The profile as the text of its file: one line per column. */
export function profileText(profile: Profile): string {
  const { columns, content_hash, ...head } = profile
  const lines = columns.map((column) => `    ${JSON.stringify(column)}`)
  const start = JSON.stringify(head, null, 2).slice(0, -2)
  return `${start},\n  "columns": [\n${lines.join(",\n")}\n  ],\n  "content_hash": "${content_hash}"\n}\n`
}
