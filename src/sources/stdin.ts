import { closeSync } from "node:fs"
import type { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { InputError, UsageError } from "../errors.js"
import { full, namelessFile } from "../files/nameless.js"
import { opened, streamInto } from "../files/open-file.js"
import type { OpenFile } from "../model.js"

/** The path that stands for standard input. */
export const stdinPath = "-"
/** What it is called in reports and messages. */
export const stdinName = "standard input"

/** Throws UsageError when both sides are to come from standard input. */
export function refuseTwoStdins(reference: string, current: string): void {
  if (reference === stdinPath && current === stdinPath)
    throw new UsageError(`only one of the two sides can be "-", ${stdinName}`, {
      hint: "Save one of them to a file first.",
    })
}

type StdinStream = Readable & { isTTY?: boolean }

/** What comes in on standard input, saved to a file without a name: readers may go through their file twice. Throws InputError. */
export async function saveStdin(input: StdinStream = process.stdin): Promise<OpenFile> {
  if (input.isTTY === true)
    throw new InputError(`nothing comes in on ${stdinName}: it is a terminal`, {
      hint: "Pipe a file into it: gzip -dc cur.csv.gz | driftcheck compare ref.csv -",
    })
  const fd = namelessFile(stdinName)
  try {
    await save(input, fd)
    const file = opened(fd, stdinName)
    if (file.size > 0) return file
    throw new InputError(`${stdinName} is empty: 0 bytes`, { hint: "Did the command before it fail?" })
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

async function save(input: StdinStream, fd: number): Promise<void> {
  try {
    await pipeline(input, streamInto(fd))
  } catch (cause) {
    throw full(stdinName, cause)
  }
}
