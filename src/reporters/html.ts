import type { RenderOptions, Report, Reporter } from "../model.js"
import { iconDefinitions, logo } from "../report/charts/icons.js"
import { pageOf } from "../report/page.js"
import { viewOf } from "../report/view.js"

let page: ((view: object) => string) | null = null

function render(report: Report, { allDetails = false }: Pick<RenderOptions, "allDetails"> = {}): string {
  page ??= pageOf("report.hbs", "report.js")
  return page({ ...viewOf(report, allDetails), logo_svg: logo, icons_svg: iconDefinitions() })
}

export default {
  meta: {
    title: "HTML page",
    description: "One self-contained page that opens offline: verdict, columns with charts, data quality, setup.",
  },
  render,
} satisfies Reporter
