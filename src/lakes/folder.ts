import type { OpenFile } from "../model.js"

/** A folder with a table in it, wherever it lies. Names are paths below the folder, with / between them. */
export interface Folder {
  /** What messages call it. */
  readonly path: string
  /** The names of the files that lie in this folder below it, without those in folders further down; none where there is no such folder. */
  names: (below: string) => Promise<readonly string[]>
  /** All bytes of a file; throws InputError where it is not there. */
  read: (name: string) => Promise<Buffer>
  /** A file that stays open; whoever asks closes it. Throws InputError where it is not there. `size`: what the table says of it. */
  open: (name: string, size: number | null) => Promise<OpenFile>
}
