/** A Kafka broker of one node (KRaft), for tests: from Maven's jars, which `.ci/run` fetches by test/servers/pom.xml. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process"
import { randomBytes } from "node:crypto"
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"

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
  /** Ends the broker as a crash would, and starts it anew over its data. */
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
  writeFileSync(
    join(folder, "log4j2.yaml"),
    "Configuration:\n  Appenders:\n    Console:\n      name: C\n  Loggers:\n    Root:\n      level: WARN\n      AppenderRef: {ref: C}\n",
  )
  const id = randomBytes(16).fill(1, 0, 1).toString("base64url") // One that begins with "-" would be taken for an option.
  execFileSync("java", [
    ...java(folder),
    "kafka.tools.StorageTool",
    "format",
    "-t",
    id,
    "-c",
    join(folder, "server.properties"),
    ...["SCRAM-SHA-256", "SCRAM-SHA-512"].flatMap((mechanism) => [
      "--add-scram",
      `${mechanism}=[name=watch,password=${secrets[mechanism as keyof typeof secrets]}]`,
    ]),
  ])
  let broker: ChildProcess
  const start = async () => {
    const log = openSync(join(folder, "out.log"), "a")
    broker = spawn("java", [...java(folder), "kafka.Kafka", join(folder, "server.properties")], {
      stdio: ["ignore", log, log],
    })
    for (let tries = 0; !(await listens(port)); tries++) {
      if (tries > 600 || broker.exitCode !== null)
        throw new Error(`Kafka does not start: ${readFileSync(join(folder, "out.log"), "utf8").slice(-2000)}`)
      await setTimeout(100)
    }
  }
  const kill = async () => {
    if (broker.exitCode !== null) return
    const ended = new Promise((resolve) => broker.once("exit", resolve))
    broker.kill("SIGKILL")
    await ended
  }
  await start()
  return {
    address: `127.0.0.1:${port}`,
    secured: `localhost:${secured}`,
    mutual: `localhost:${mutual}`,
    secrets,
    certificate,
    key: join(folder, "key.pem"),
    kill,
    start,
    remove: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const java = (folder: string) => [
  ...["-Xmx512m", "-Xms256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"],
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
