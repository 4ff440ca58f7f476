/** What is to be undone when a signal ends the run: temporary files and folders. */
const undoing = new Set<() => void>()

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
