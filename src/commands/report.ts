import { filesIn } from "../config/formats.js"
import type { Io } from "../run/io.js"
import { readReport } from "./read-report.js"
import { discard, openTargets, renderOptions, stdoutText, writeFiles, type OutputFlags } from "../run/targets.js"

/** Renders a report again from its JSON alone; gives 0, whatever its verdict was, because nothing was judged. */
export async function reportCommand(path: string, given: Omit<OutputFlags, "files">, io: Io): Promise<number> {
  const flags = { ...given, files: filesIn(given) }
  const report = readReport(path)
  const targets = openTargets(flags, false, [path])
  try {
    const options = renderOptions(targets, flags, io)
    await writeFiles(targets, report, options)
    io.stdout.write(await stdoutText(targets, report, options))
    return 0
  } catch (error) {
    discard(targets)
    throw error
  }
}
