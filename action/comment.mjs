// Writes the summary into one comment of the pull request: the one that an earlier run has written, or a new one.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { ApiError, ask, warned } from "./api.mjs"

const { NAME = "", RUNNER_TEMP = "", GITHUB_EVENT_PATH = "" } = process.env
const { GITHUB_SERVER_URL = "", GITHUB_REPOSITORY = "", GITHUB_RUN_ID = "" } = process.env

/** What the comment begins with, so that a later run knows it. Names are letters, digits and "-_." in it. */
const marker = `<!-- driftcheck: ${NAME.replace(/[^\w.-]/g, "_")} -->`
/** GitHub refuses a comment beyond this. */
const mostCharacters = 65_536
const perPage = 100
const cutWord = "\n\n_Cut here: the report has the rest._"

await warned(async () => {
  const { pull_request: pull } = JSON.parse(readFileSync(GITHUB_EVENT_PATH, "utf8"))
  const body = bodyOf(readFileSync(join(RUNNER_TEMP, "driftcheck", `${NAME}.md`), "utf8"))
  const own = await ownComment(pull.number)
  if (own === null || !(await updated(own, body)))
    await ask(`/issues/${pull.number}/comments`, { method: "POST", body: { body } })
})

/** The summary between the marker and a link to the run, cut at the end of a line where it is too long. */
function bodyOf(summary) {
  const link = `\n\n[The report is kept with this run](${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}).`
  const room = mostCharacters - marker.length - link.length - cutWord.length - 1
  const text = withoutMentions(summary)
  const cut = text.length <= room ? text : text.slice(0, text.lastIndexOf("\n", room)) + cutWord
  return `${marker}\n${cut}${link}`
}

/** A column called @everyone calls nobody: in a comment, a backslash alone would not keep GitHub from it. */
function withoutMentions(text) {
  return text.replaceAll("\\@", "@<!-- -->").replaceAll("\\#", "#<!-- -->")
}

/** The id of the newest comment that begins with the marker; null for none. */
async function ownComment(pull) {
  let found = null
  for (let page = 1; ; page++) {
    const comments = await ask(`/issues/${pull}/comments?per_page=${perPage}&page=${page}`)
    for (const { id, body, user } of comments) if (body?.startsWith(marker) && user?.type === "Bot") found = id
    if (comments.length < perPage) return found
  }
}

/** Whether the comment now says this; not where it belongs to somebody else, or is gone meanwhile. */
async function updated(id, body) {
  try {
    await ask(`/issues/comments/${id}`, { method: "PATCH", body: { body } })
    return true
  } catch (error) {
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) return false
    throw error
  }
}
