/** The part of GitHub's REST interface that the action needs. */

/** The JSON answer of a request to this repository ("/issues/7/comments"); throws ApiError for any status of 400 or more. */
export async function ask(path, { method = "GET", body } = {}) {
  const { GITHUB_API_URL = "", GITHUB_REPOSITORY = "", TOKEN = "" } = process.env
  const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${TOKEN}`,
      "content-type": "application/json",
      "x-github-api-version": "2022-11-28",
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  })
  if (!response.ok) throw new ApiError(`${method} ${path}: ${response.status} ${response.statusText}`, response.status)
  return response.json()
}

export class ApiError extends Error {
  constructor(message, status) {
    super(message)
    this.status = status
  }
}

/** Runs the step; what fails in it is a warning on the run, because a comment or an old run changes no verdict. */
export async function warned(step) {
  try {
    await step()
  } catch (error) {
    const text = String(error instanceof Error ? error.message : error)
    console.log(
      `::warning title=driftcheck::${text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")}`,
    )
  }
}
