// Says which workflow run has kept the newest runs of the base branch: the output run-id, empty where none has.
import { appendFileSync } from "node:fs"
import { ask, warned } from "./api.mjs"

const { NAME = "", BRANCH = "", GITHUB_OUTPUT = "" } = process.env

/** Of this repository's own branch: what a fork has kept under the same name is not to be believed. */
const isOurs = ({ expired, workflow_run: run }) =>
  !expired && run !== null && run.head_branch === BRANCH && run.head_repository_id === run.repository_id

await warned(async () => {
  const { artifacts } = await ask(`/actions/artifacts?name=${encodeURIComponent(NAME)}&per_page=100`)
  const [newest] = artifacts.filter(isOurs).sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at))
  if (newest !== undefined) appendFileSync(GITHUB_OUTPUT, `run-id=${Number(newest.workflow_run.id)}\n`)
})
