/** docs/metrics-export.md: what `--prometheus` writes, from what the reporter writes. */
import { format } from "prettier"
import prometheus from "../src/reporters/prometheus.js"
import { sampleMetric, sampleReport } from "../test/helpers/sample-report.js"
import { table } from "./markdown.js"

const introduction = `\`--prometheus FILE\` (or \`outputs: { prometheus: drift.prom }\`) writes the newest run as metrics in Prometheus' text format. All are
gauges, and their names and labels are a contract: more may join, none goes away or changes its meaning without a new major version. What
has no figure has no line.

\`\`\`sh
driftcheck compare ref.parquet today.parquet --prometheus /var/lib/node_exporter/driftcheck.prom
\`\`\`

## Scraping

One data set: the textfile collector of the node exporter (\`--collector.textfile.directory=/var/lib/node_exporter\`).

Several data sets: two files with the same series spoil each other in one textfile collector. Name each (\`--dataset loans\`, or \`dataset: loans\`
in its configuration): every series then has the label \`dataset\`, which the dashboard's list and the messages of the rules show.

\`\`\`sh
driftcheck compare loans/ref.parquet loans/today.parquet --dataset loans --prometheus /var/lib/node_exporter/loans.prom
driftcheck compare flights/ref.parquet flights/today.parquet --dataset flights --prometheus /var/lib/node_exporter/flights.prom
\`\`\`

## Dashboard and rules

[dashboards/driftcheck.json](../dashboards/driftcheck.json) is imported in Grafana under Dashboards, New, Import; it asks for the data source.
[dashboards/driftcheck-rules.yml](../dashboards/driftcheck-rules.yml) goes under \`rule_files\` of Prometheus. Both are made from the units: a
metric that joins has its place in them. The rules look at what \`driftcheck\` decided; [alerts](alerts.md) of its own know the nights before.

## The metrics`

const outro = `\`rows\` names the rows that a figure speaks of, where they are not all (\`country=DE\`). Unprintable characters of names are spelt out, and
a backslash is doubled, so that no two columns share their labels. Names of \`name\`: [metrics.md](metrics.md), figures of your own, and
\`estimated_…\`; of \`check\`: [checks.md](checks.md).`

/** Each metric with its labels and what it says. */
export function metricsExportPage(): Promise<string> {
  const metric = { ...sampleMetric, labels: { country: "DE" } }
  const texts = [sampleReport({ metrics: [sampleMetric, metric] })].map((report) => prometheus.render(report))
  const rows = texts.flatMap((text) =>
    Array.from(text.matchAll(/^# HELP (\S+) (.*)$/gm), ([, name, help]) => {
      const samples = Array.from(text.matchAll(new RegExp(`^${name}\\{(.*)\\} `, "gm")), ([, labels]) => labels)
      const keys = new Set(samples.flatMap((labels) => Array.from(labels.matchAll(/(\w+)="/g), ([, key]) => key)))
      return [`\`${name}\``, Array.from(keys, (key) => `\`${key}\``).join(", "), help]
    }),
  )
  return format(
    [
      "# Metrics for Prometheus and Grafana",
      "<!-- Made by `npm run docs` from the reporter; do not edit. -->",
      introduction,
      table(["Metric", "Labels", "What it says"], rows),
      outro,
    ].join("\n\n"),
    { parser: "markdown", printWidth: 140 },
  )
}
