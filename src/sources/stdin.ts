import { createHash } from "node:crypto"
import { createWriteStream, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { InputError, UsageError } from "../errors.js"
import type { OpenSource, ReadOptions, TableSource } from "./source.js"

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

let facts: { bytes: number; sha256: string } | null = null

/** Size and SHA-256 of what was read from standard input; null before. */
export function stdinFacts(): { bytes: number; sha256: string } | null {
  return facts
}

type Input = Readable & { isTTY?: boolean }

/**
 * What comes in on standard input, as `open` reads a file: readers may go through their file twice, so it is saved first.
 * The saved file is removed when the source is closed. Messages say "standard input" for its path.
 */
export async function openStdin(
  options: ReadOptions,
  open: OpenSource,
  input: Input = process.stdin,
): Promise<TableSource> {
  if (input.isTTY === true)
    throw new InputError(`nothing comes in on ${stdinName}: it is a terminal`, {
      hint: "Pipe a file into it: gzip -dc cur.csv.gz | driftcheck compare ref.csv -",
    })
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-"))
  const path = join(folder, "stdin")
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    facts = await save(input, path)
    if (facts.bytes === 0)
      throw new InputError(`${stdinName} is empty: 0 bytes`, { hint: "Did the command before it fail?" })
    return named(await open(path, options), path, remove)
  } catch (error) {
    remove()
    throw renamed(error, path)
  }
}

async function save(input: Input, path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256")
  let bytes = 0
  await pipeline(
    input,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(path),
  )
  return { bytes, sha256: hash.digest("hex") }
}

function named(source: TableSource, path: string, remove: () => void): TableSource {
  return {
    ...source,
    // Each worker would have to read standard input again.
    readsByColumn: false,
    warnings: source.warnings.map((warning) => warning.replaceAll(path, stdinName)),
    readColumn(index) {
      try {
        return source.readColumn(index)
      } catch (error) {
        throw renamed(error, path)
      }
    },
    close() {
      source.close()
      remove()
    },
  }
}

function renamed(error: unknown, path: string): unknown {
  if (!(error instanceof InputError)) return error
  const hint = error.hint?.replaceAll(path, "input")
  return new InputError(error.message.replaceAll(path, stdinName), { hint, cause: error })
}
