type Undo = () => void | Promise<void>

/** What is to be undone when a signal ends the run: temporary files and folders, statements that run in an engine. */
const undoing = new Set<Undo>()
/** A server that does not answer holds up nobody longer than this. */
const mostMs = 3000
/** What asks a run to end by itself, in place of its end by the signal. */
let gentle: (() => void) | null = null

/** Has something undone when a signal comes; gives a function that takes that back. */
export function onSignal(undo: Undo): () => void {
  undoing.add(undo)
  return () => void undoing.delete(undo)
}

/** Undoes all that is open, for three seconds at most; what cannot be undone stays, because a run that is asked to end must end. */
export async function undoAll(): Promise<void> {
  const waiting: Promise<void>[] = []
  for (const undo of undoing) {
    try {
      const done = undo()
      if (done !== undefined) waiting.push(done)
    } catch {
      // The next run sweeps up.
    }
  }
  undoing.clear()
  if (waiting.length === 0) return
  await Promise.race([Promise.allSettled(waiting), new Promise((resolve) => setTimeout(resolve, mostMs))])
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
