/** What is to be undone when a signal ends the run: temporary files and folders. */
const undoing = new Set<() => void>()
/** What asks a run to end by itself, in place of its end by the signal. */
let gentle: (() => void) | null = null

/** Has something undone when a signal comes; gives a function that takes that back. */
export function onSignal(undo: () => void): () => void {
  undoing.add(undo)
  return () => void undoing.delete(undo)
}

/** Undoes all that is open; what cannot be undone stays, because a run that is asked to end must end. */
export function undoAll(): void {
  for (const undo of undoing) {
    try {
      undo()
    } catch {
      // The next run sweeps up.
    }
  }
  undoing.clear()
}

/** A run that ends by itself when the first signal comes; a second one ends it as any other run. `forget` takes that back. */
export function endingGently(): { signal: AbortSignal; forget: () => void } {
  const controller = new AbortController()
  gentle = () => {
    gentle = null
    controller.abort()
  }
  return {
    signal: controller.signal,
    forget: () => {
      gentle = null
    },
  }
}

/** Whether the run was asked to end by itself. */
export function endGently(): boolean {
  if (gentle === null) return false
  gentle()
  return true
}
