import { createHash } from "node:crypto"
import type { AlertMessage, MessagePart, Severity } from "../../model.js"
import { cutEnd, html, visible } from "../../words/escape.js"
import type { Sink } from "../sink.js"
import { messageText, partLines } from "../words.js"

const longestSubject = 200
const barHeight = 40
const colors: Record<Severity, string> = { critical: "#b3261e", warning: "#9a6700", info: "#57606a" }

/** Mail by SMTP, as text and as HTML; nodemailer is loaded for it. */
export default {
  meta: { title: "Mail", needs: ["smtp_env", "from", "to"] },
  deliveries: (message, { smtp_env = "", from = "", to = [] }, secret) => [
    {
      kind: "mail",
      address: secret(smtp_env),
      mail: {
        from,
        to,
        subject: subjectOf(message),
        text: `${messageText(message)}\n`,
        html: htmlOf(message),
        message_id: `<${createHash("sha256").update(message.id).digest("hex").slice(0, 32)}@driftcheck>`,
      },
    },
  ],
} satisfies Sink

const subjectOf = ({ status, severity, title }: AlertMessage) =>
  cutEnd(visible(`[${status === "resolved" ? "resolved" : severity}] ${title}`).replace(/\s+/g, " "), longestSubject)

/** Tables and inline styles alone, as mail programs want them; nothing is fetched. */
function htmlOf(message: AlertMessage): string {
  const { title, parts, going_on, report, run } = message
  const goesOn = going_on.length === 0 ? "" : `<p>Still open: ${html(visible(going_on.join(", ")))}</p>`
  const link = report === null ? `Run ${html(run)}` : `<a href="${html(report)}">Report of run ${html(run)}</a>`
  return `<!doctype html><html><body style="font:14px/1.45 system-ui,sans-serif;color:#1f2328;max-width:640px">
<h2 style="font-size:18px;margin:0 0 12px">${html(visible(title))}</h2>
${parts.map(partHtml).join("\n")}
${goesOn}<p style="color:#57606a">${link}</p>
</body></html>
`
}

function partHtml(part: MessagePart): string {
  const [first, ...rest] = partLines({ ...part, course: [] })
  const color = part.kind === "resolved" ? "#1a7f37" : colors[part.severity]
  return `<div style="border-left:4px solid ${color};padding:2px 0 2px 12px;margin:0 0 16px">
<div style="font-weight:600">${html(first)}</div>
${rest.map((line) => `<div>${html(line)}</div>`).join("\n")}
${chart(part, color)}</div>`
}

/** The course as bars from the bottom of its range, the last one in the severity's colour; "" for fewer than two values. */
function chart({ course }: MessagePart, color: string): string {
  const values = course.filter((value) => value !== null)
  if (values.length < 2) return ""
  const low = Math.min(...values)
  const range = Math.max(...values) - low || 1
  const cells = course.map((value, i) => {
    const height = value === null ? 0 : 2 + Math.round(((value - low) / range) * (barHeight - 2))
    const fill = i === course.length - 1 ? color : "#afb8c1"
    return `<td style="vertical-align:bottom;padding:0 1px"><div style="width:8px;height:${height}px;background:${fill}"></div></td>`
  })
  return `<table role="presentation" style="border-collapse:collapse;height:${barHeight}px;margin-top:6px"><tr>${cells.join("")}</tr></table>`
}
