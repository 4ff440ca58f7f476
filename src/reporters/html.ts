import type { RenderOptions, Report, Reporter } from "../model.js"

let page: ((view: object) => string) | null = null

async function render(report: Report, { allDetails = false }: Pick<RenderOptions, "allDetails"> = {}): Promise<string> {
  const [{ pageOf }, { viewOf }, { iconDefinitions, logo }] = await Promise.all([
    import("../report/page.js"),
    import("../report/view.js"),
    import("../report/charts/icons.js"),
  ])
  page ??= pageOf("report.hbs", "report.js")
  return page({ ...viewOf(report, allDetails), logo_svg: logo, icons_svg: iconDefinitions() })
}

export default {
  meta: {
    title: "HTML page",
    description: "One self-contained page that opens offline: verdict, columns with charts, data quality, setup.",
    file: "the HTML report",
    stdout: true,
  },
  render,
} satisfies Reporter
