/** What the exit codes mean where a command says nothing else. 1 is a finding, so nothing else may end in 1. */
export const exitWords = {
  0: "nothing that fails the run",
  1: "drift, or a failed check",
  2: "no answer: usage, an unreadable file, no shared column, too few rows",
} as const
