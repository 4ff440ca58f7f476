/** The recipes for Python services in docs/stream.md, run as they stand there: what they write is what watch reads. */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { Admin } from "@platformatic/kafka"
import { describe, expect, it } from "vitest"
import { freshFolder } from "../helpers/in-folder.js"
import { patience } from "../helpers/patience.js"
import { runCli } from "../helpers/run-cli.js"
import { noKafka, startKafka } from "../servers/kafka.js"

const folder = freshFolder()
const reference = resolve("fixtures/data/prediction_log_ref.parquet")
const blocks = Array.from(readFileSync("docs/stream.md", "utf8").matchAll(/```python\n(.*?)```/gs), ([, code]) => code)

/** A service that keeps 1,000 records. */
const service = `
import math, time
for i in range(1000):
    keep({"request_id": f"r{i}", "timestamp": time.time(), "features": {"age": 30 + i % 40, "amount": math.nan if i == 7 else 20.5 + i % 9,
          "items": i % 4, "comment": "é\\n"}, "prediction": i % 10 / 10, "model_version": "v1", "latency_ms": 20 + i % 7})
`
const runs = (python: string, code: string) =>
  spawnSync(python, ["-c", code + service], { cwd: folder.path("."), encoding: "utf8" })

async function expectWindows(from: string): Promise<void> {
  const { stdout, stderr } = await runCli(
    ["watch", reference, "--from", from, "-o", folder.path("out"), "--rows", "500", "--once", "--no-config"],
    { at: new Date() },
  )
  expect(stderr).toBe("")
  expect(stdout.match(/500 records/g)).toHaveLength(2)
}

const hasPython = spawnSync("python3", ["--version"]).status === 0
if (!hasPython) console.log("The recipe for Python is not run: there is no python3")

/** A python that has kafka-python and confluent-kafka. */
const clients = process.env.DRIFTCHECK_KAFKA_PYTHON
const reason = clients === undefined ? "DRIFTCHECK_KAFKA_PYTHON names no python with Kafka clients" : noKafka()
if (reason !== null) console.log(`Python's clients of Kafka are not tested: ${reason}`)

describe("a Python service", () => {
  it.skipIf(!hasPython)("appends records to a file", async () => {
    expect(runs("python3", blocks[0])).toMatchObject({ status: 0, stderr: "" })
    await expectWindows(folder.path("predictions.jsonl"))
  })

  it.skipIf(reason !== null).each([
    ["kafka-python", blocks[1]],
    ["confluent-kafka", blocks[2]],
  ])("produces them with %s", { timeout: patience(120) }, async (_, code) => {
    const kafka = await startKafka()
    try {
      const admin = new Admin({ clientId: "test", bootstrapBrokers: [kafka.address] })
      await admin.createTopics({ topics: ["predictions"], partitions: 1, replicas: 1 })
      await admin.close()
      expect(runs(clients ?? "", code.replace("localhost:9092", kafka.address))).toMatchObject({ status: 0 })
      await expectWindows(`kafka://${kafka.address}/predictions`)
    } finally {
      await kafka.remove()
    }
  })
})
