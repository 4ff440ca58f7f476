import type { HistoryRun, Trend } from "../model.js"
import { iconDefinitions, logo } from "./charts/icons.js"
import { indexView, type FilesOf } from "./index-view.js"
import { pageOf } from "./page.js"

let page: ((view: object) => string) | null = null

/** The page above the reports of a folder, without a script. `runs`: all of them in order, at least one. */
export function indexPage(
  runs: readonly HistoryRun[],
  columns: Trend["columns"],
  filesOf: FilesOf,
  version: string,
): string {
  page ??= pageOf("index.hbs")
  return page({ ...indexView(runs, columns, filesOf, version), logo_svg: logo, icons_svg: iconDefinitions() })
}
