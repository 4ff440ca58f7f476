/** A Kafka broker of one node (KRaft), or of three, for tests: from Maven's jars, which `.ci/run` fetches by test/servers/pom.xml. */
import { execFile, execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process"
import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { promisify } from "node:util"

const jars = process.env.DRIFTCHECK_KAFKA_JARS ?? "node_modules/.cache/kafka-jars"

/** Why there can be no broker here; null where there can. */
export function noKafka(): string | null {
  if (spawnSync("java", ["-version"]).status !== 0) return "Java is not installed"
  const found = existsSync(jars) && readdirSync(jars).some((name) => name.startsWith("kafka_"))
  return found ? null : `${jars} holds no jars of Kafka: mvn -q -f test/servers/pom.xml dependency:copy-dependencies`
}

export interface Kafka {
  /**
   * host:port without TLS; with TLS and SASL, user "watch" with a password of its own for each mechanism (`secrets`), or with a token as
   * `unsignedToken` makes it; and with TLS for whoever shows a certificate.
   */
  address: string
  secured: string
  mutual: string
  secrets: Readonly<Record<"PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512", string>>
  /** The certificate of the listeners with TLS, in PEM; it may also be shown by clients, with its key. */
  certificate: string
  key: string
  /** The file in which the first batches of a partition lie. */
  segment: (topic: string, partition: number) => string
  /** Ends the broker as a crash would, and starts it anew over its data; nothing where it runs. */
  kill: () => Promise<void>
  start: () => Promise<void>
  remove: () => Promise<void>
}

const secrets = { PLAIN: "secret", "SCRAM-SHA-256": "word-of-256", "SCRAM-SHA-512": "word-of-512" }

/** A token (JWT) for OAUTHBEARER that nobody signed, which a broker without an identity provider takes, for so many seconds from now. */
export function unsignedToken(user: string, seconds: number): string {
  const now = Math.floor(Date.now() / 1000)
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString("base64url")
  return `${part({ alg: "none" })}.${part({ sub: user, iat: now - 60, exp: now + seconds })}.`
}

/** Starts a broker; rejects where it does not listen within a minute. */
export async function startKafka(): Promise<Kafka> {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-kafka-"))
  const [port, secured, mutual, controller] = [await freePort(), await freePort(), await freePort(), await freePort()]
  const certificate = join(folder, "certificate.pem")
  const keys = certificateFor(folder)
  writeFileSync(join(folder, "server.properties"), properties({ folder, port, secured, mutual, controller, keys }))
  const node = nodeIn(folder, port)
  await node.format(newId(), [
    ...["SCRAM-SHA-256", "SCRAM-SHA-512"].flatMap((mechanism) => [
      "--add-scram",
      `${mechanism}=[name=watch,password=${secrets[mechanism as keyof typeof secrets]}]`,
    ]),
  ])
  await node.start()
  return {
    address: `127.0.0.1:${port}`,
    secured: `localhost:${secured}`,
    mutual: `localhost:${mutual}`,
    secrets,
    certificate,
    key: join(folder, "key.pem"),
    segment: (topic, partition) => join(folder, "data", `${topic}-${partition}`, `${"0".repeat(20)}.log`),
    kill: node.kill,
    start: node.start,
    remove: async () => {
      await node.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface KafkaNode {
  /** host:port, and the id that the cluster knows it by. */
  address: string
  id: number
  kill: () => Promise<void>
  start: () => Promise<void>
}

export interface KafkaCluster {
  nodes: readonly KafkaNode[]
  remove: () => Promise<void>
}

/** Starts three brokers that are controllers as well, without TLS; what they keep for themselves, all three have. */
export async function startKafkaCluster(): Promise<KafkaCluster> {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-kafka-"))
  const ports = await Promise.all([1, 2, 3].map(async (id) => ({ id, port: await freePort(), vote: await freePort() })))
  const voters = ports.map(({ id, vote }) => `${id}@127.0.0.1:${vote}`).join(",")
  const cluster = newId()
  const nodes = ports.map(({ id, port, vote }) => {
    const own = join(folder, String(id))
    mkdirSync(own)
    writeFileSync(join(own, "server.properties"), clusterProperties({ folder: own, id, port, vote, voters }))
    return { address: `127.0.0.1:${port}`, id, ...nodeIn(own, port, "256m") }
  })
  await Promise.all(nodes.map(({ format }) => format(cluster)))
  await Promise.all(nodes.map(({ start }) => start()))
  return {
    nodes,
    remove: async () => {
      await Promise.all(nodes.map(({ kill }) => kill()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An id for a cluster. One that begins with "-" would be taken for an option. */
const newId = () => randomBytes(16).fill(1, 0, 1).toString("base64url")

/** The node whose properties are in the folder; `start` rejects where it does not listen within a minute. */
function nodeIn(folder: string, port: number, heap = "512m") {
  const config = join(folder, "server.properties")
  writeFileSync(
    join(folder, "log4j2.yaml"),
    "Configuration:\n  Appenders:\n    Console:\n      name: C\n  Loggers:\n    Root:\n      level: WARN\n      AppenderRef: {ref: C}\n",
  )
  let broker: ChildProcess | undefined
  const format = async (cluster: string, more: readonly string[] = []) => {
    const storage = ["kafka.tools.StorageTool", "format", "-t", cluster, "-c", config]
    await promisify(execFile)("java", [...java(folder, heap), ...storage, ...more])
  }
  const isRunning = () => broker !== undefined && broker.exitCode === null && broker.signalCode === null
  const start = async () => {
    if (isRunning()) return
    const log = openSync(join(folder, "out.log"), "a")
    broker = spawn("java", [...java(folder, heap), "kafka.Kafka", config], { stdio: ["ignore", log, log] })
    for (let tries = 0; !(await listens(port)); tries++) {
      if (tries > 600 || !isRunning())
        throw new Error(`Kafka does not start: ${readFileSync(join(folder, "out.log"), "utf8").slice(-2000)}`)
      await setTimeout(100)
    }
  }
  const kill = async () => {
    if (!isRunning()) return
    const ended = new Promise((resolve) => broker?.once("exit", resolve))
    broker?.kill("SIGKILL")
    await ended
  }
  return { format, start, kill }
}

const java = (folder: string, heap: string) => [
  ...[`-Xmx${heap}`, "-Xms256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"],
  `-Dlog4j2.configurationFile=${join(folder, "log4j2.yaml")}`,
  ...["-cp", join(jars, "*")],
]

/** A certificate that signs itself and its key, on one line each as properties take them. */
function certificateFor(folder: string): { chain: string; key: string } {
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")]
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate]
  execFileSync("openssl", [...args, ...subject], { stdio: "ignore" })
  const line = (path: string) => readFileSync(path, "utf8").trim().replaceAll("\n", "\\n")
  return { chain: line(certificate), key: line(key) }
}

interface Settings {
  folder: string
  port: number
  secured: number
  mutual: number
  controller: number
  keys: { chain: string; key: string }
}

const properties = ({ folder, port, secured, mutual, controller, keys }: Settings) => `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${port},SASL_SSL://127.0.0.1:${secured},MUTUAL://127.0.0.1:${mutual},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port},SASL_SSL://localhost:${secured},MUTUAL://localhost:${mutual}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,MUTUAL:SSL
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER
listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_watch="${secrets.PLAIN}";
listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasl_ssl.oauthbearer.sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";
listener.name.mutual.ssl.client.auth=required
ssl.truststore.type=PEM
ssl.truststore.certificates=${keys.chain}
ssl.keystore.type=PEM
ssl.keystore.certificate.chain=${keys.chain}
ssl.keystore.key=${keys.key}
log.dirs=${join(folder, "data")}
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
offsets.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
`

interface NodeSettings {
  folder: string
  id: number
  port: number
  /** The port at which it votes, and those of all. */
  vote: number
  voters: string
}

/** A broker that is killed is known to be gone after three seconds, in place of nine. */
const clusterProperties = ({ folder, id, port, vote, voters }: NodeSettings) => `process.roles=broker,controller
node.id=${id}
controller.quorum.voters=${voters}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${vote}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${join(folder, "data")}
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
offsets.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
`

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0)
      })
    })
  })
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
      .once("connect", () => {
        socket.destroy()
        resolve(true)
      })
      .once("error", () => {
        resolve(false)
      })
  })
}
