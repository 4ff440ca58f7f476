import { format } from "prettier"
import { layers, roleTable, traceRoleTable, type Metric, type TraceRoleRow } from "../src/model.js"
import { limitWords } from "../src/words/metric.js"

const introduction = `A metric is a figure with a name, a 95 % interval and limits. It is made of the rows of one side; where there is a reference,
the report shows both figures and the change between them, with its interval.

## How a figure is judged

- It **fails** only when its whole interval lies beyond the failing limit. A limit against the reference is held to the interval of the
  change, which both sides make wide.
- It **warns** when the value lies beyond a limit.
- It is **unsure** where an interval crosses a limit: the rows leave open on which side the figure lies. So noise on 200 rows fails nothing.

A failed metric ends in exit code 1 (\`--fail-on metrics\`, on by default).

## Which figures there are

Metrics below are measured where the data has columns with the roles that they need. A role is named by flag or configuration
(\`latency: response_ms\`), or found by a well-known name; the report's setup says which and why. A role that was found serves metrics alone.

Figures of your own are made of a column by one of the kinds \`rate\`, \`mean\`, \`sum\`, \`count\`, \`distinct\`:

\`\`\`yaml
metrics:
  conversion: { column: converted, kind: rate, fail: reference - 10% }
  basket: { column: price, kind: mean, unit: USD, warn: below 20, fail: below 15 }
  refunds: { column: status, kind: rate, positive: refunded, better: lower, fail: 0.02 }
  p99_latency: { fail: 2000 } # limits of a metric below
\`\`\`

A limit is a number, which bounds the worse side; or \`below 15\`, \`above 0.02\`; or against the reference: \`reference - 0.03\` (in the figure's
unit), \`reference + 10%\` (of the reference's figure), \`reference +- 10%\` (either way). \`severity: warn\` never fails; \`severity: fail\` fails
where it would only warn; \`severity: off\` does not measure it. With \`--segment\`, and for each value of the role \`model_version\`, every
figure is taken within each part as well; \`labels: { "region=EU": { fail: 0.01 } }\` sets limits for one part.

Rows that lack one of the values are left out. Private columns are measured, and segments of a private column are numbered.`

/** docs/metrics.md: how figures are judged, the roles, then every metric from its own description. */
export function metricsPage(metrics: ReadonlyMap<string, Metric>): Promise<string> {
  const inLayer = layers.flatMap((layer) => {
    const members = Array.from(metrics).filter(([, { meta }]) => meta.layer === layer)
    return members.length === 0 ? [] : [`### ${layer.replaceAll("_", " ")}`, ...members.map(section)]
  })
  const roles = Object.entries(roleTable).map(([role, { help, sure }]) => [
    `\`${role}\``,
    help,
    sure === null ? "–" : `\`${sure.source.replaceAll("|", "\\|")}\``,
  ])
  const ofTraces = Object.values<TraceRoleRow>(traceRoleTable).map(({ column, help, sure, inTraces }) => [
    `\`${column}\``,
    help,
    `\`${(sure ?? inTraces)?.source.replaceAll("|", "\\|") ?? ""}\``,
  ])
  return format(
    [
      "# Metrics",
      "<!-- Made by `npm run docs` from src/metrics; do not edit. -->",
      introduction,
      "## Roles",
      table(["Role", "What it is", "Found by names like"], roles),
      "In traces of LLM applications (docs/llm.md) these are found as well; `traces:` in the configuration names others:",
      table(["Name", "What it is", "Found by names like"], ofTraces),
      "## The metrics",
      table(["Id", "Title", "Layer", "Unit", "Better", "Needs"], Array.from(metrics, overview)),
      ...inLayer,
    ].join("\n\n"),
    { parser: "markdown", printWidth: 120 },
  )
}

function overview([id, { meta }]: [string, Metric]): string[] {
  return [`[\`${id}\`](#${id})`, meta.title, meta.layer.replaceAll("_", " "), meta.unit, meta.better, needWords(meta)]
}

const needWords = ({ needs }: Metric["meta"]) => Object.keys(needs).join(", ")

function section([id, { meta }]: [string, Metric]): string {
  return [
    `#### ${id}`,
    `**${meta.title}.** ${meta.description}`,
    `Warns: ${limitWords(meta.warnLimit)}. Fails: ${limitWords(meta.failLimit)}. ${meta.limitsReason}`,
    `Source: ${meta.source}`,
  ].join("\n\n")
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")
}
