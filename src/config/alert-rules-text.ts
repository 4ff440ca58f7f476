import { facts } from "../alerts/figures.js"
import { preset, type PresetRule } from "../alerts/preset.js"
import { compileWhen, type KnownFigures } from "../alerts/when.js"
import { RuleError } from "../rules/expression.js"

/**
 * The key `alerts` with the preset's rules, as YAML to be edited. A rule whose figures nothing measures yet is written as a comment that
 * says so: a configuration that names what is not there is refused.
 */
export function alertRulesText(known: KnownFigures): string {
  return `
# Alerts over a folder of runs: \`driftcheck alert reports\`, or \`compare … -o reports --alert\`. All keys: docs/alerts.md
alerts:
  rules:
${preset.map((rule) => ruleText(rule, known)).join("\n")}
  sinks:
    log: { kind: log }
    # team: { kind: slack, url_env: SLACK_URL }
    # page: { kind: pagerduty, key_env: PAGERDUTY_KEY }
`
}

function ruleText({ name, when, severity, first_action, action }: PresetRule, known: KnownFigures): string {
  const lines = [
    `- name: ${name}`,
    `  when: ${JSON.stringify(when)}`,
    `  severity: ${severity}`,
    ...(first_action === undefined ? [] : [`  first_action: ${JSON.stringify(first_action)}`]),
    ...(action === undefined ? [] : [`  action: ${action}`]),
  ]
  const missing = whyNot(when, known)
  if (missing === null) return lines.map((line) => `    ${line}`).join("\n")
  return [`# ${missing}: make it under \`metrics:\` first`, ...lines.map((line) => `# ${line}`)]
    .map((line) => `    ${line}`)
    .join("\n")
}

function whyNot(when: string, known: KnownFigures): string | null {
  try {
    compileWhen(when, known, facts)
    return null
  } catch (error) {
    if (error instanceof RuleError) return error.message
    throw error
  }
}
