import type { Io } from "../io.js"
import { rebuildIndex } from "../reports-folder.js"

/** Windows may be full many times a second: the page that lists them, and `latest`, follow at most so often. Milliseconds. */
const often = 5000

/** The index page and `latest` of a folder that windows are put into: written with a window now and then, and when no window comes. */
export class FolderIndex {
  private writtenAt = -Infinity
  private isOld = false

  constructor(
    private readonly folder: string,
    private readonly io: Io,
  ) {}

  /** Whether the window that is put in place now is to be shown at once. */
  readonly shows = (): boolean => {
    const now = performance.now()
    this.isOld = now - this.writtenAt < often
    if (!this.isOld) this.writtenAt = now
    return !this.isOld
  }

  /** Shows the windows that are not shown yet, if there are any. */
  async write(): Promise<void> {
    if (!this.isOld) return
    this.isOld = false
    this.writtenAt = performance.now()
    await rebuildIndex(this.folder, this.io)
  }
}
