/** How often something is tried again after a connection broke. */
export interface Tries {
  /** Waits before the next try; false where there were enough. `failed`: how many failed before this one. */
  another: (failed: number) => Promise<boolean>
}

/** Waits of these milliseconds, one after each try. */
export const triesAfter = (waits: readonly number[]): Tries => ({
  another: async (failed) => {
    if (failed >= waits.length) return false
    await new Promise((resolve) => setTimeout(resolve, waits[failed]))
    return true
  },
})

/** About twelve seconds in all: as long as a server takes to be there again after a restart, if it is quick. */
export const usualTries = triesAfter([100, 300, 1000, 2000, 4000, 5000])
