import type { FiguresByPeriod, HistoryRun } from "../model.js"
import { iconDefinitions, logo } from "./charts/icons.js"
import { indexView, type Courses, type FilesOf } from "./index-view.js"
import { periodsView } from "./index-periods.js"
import { pageOf } from "./page.js"

let page: ((view: object) => string) | null = null

/** The page above the reports of a folder, without a script. `runs`: all of them in order, at least one. */
export function indexPage(
  runs: readonly HistoryRun[],
  { periods, ...courses }: Courses & { periods: FiguresByPeriod | null },
  filesOf: FilesOf,
  version: string,
): string {
  page ??= pageOf("index.hbs")
  const view = { ...indexView(runs, courses, filesOf, version), periods: periods && periodsView(periods) }
  return page({ ...view, logo_svg: logo, icons_svg: iconDefinitions() })
}
