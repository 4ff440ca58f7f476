import type { HistoryRun } from "../model.js"
import { iconDefinitions, logo } from "./charts/icons.js"
import { indexView, type Courses, type FilesOf } from "./index-view.js"
import { pageOf } from "./page.js"

let page: ((view: object) => string) | null = null

/** The page above the reports of a folder, without a script. `runs`: all of them in order, at least one. */
export function indexPage(runs: readonly HistoryRun[], courses: Courses, filesOf: FilesOf, version: string): string {
  page ??= pageOf("index.hbs")
  return page({ ...indexView(runs, courses, filesOf, version), logo_svg: logo, icons_svg: iconDefinitions() })
}
