import type { API, Broker, Callback, Connection, Consumer, ConsumerOptions, Reader } from "@platformatic/kafka"
import type * as Client from "@platformatic/kafka"
import { UsageError } from "../errors.js"
import { teachCodecs } from "./kafka-codecs.js"

/** The client, which is installed beside driftcheck. Throws UsageError where it is not. */
export async function loadClient(): Promise<typeof Client> {
  let client: typeof Client
  try {
    client = await import("@platformatic/kafka")
  } catch (cause) {
    throw new UsageError("reading from Kafka needs the package @platformatic/kafka", {
      hint: "npm install @platformatic/kafka@1",
      cause,
    })
  }
  await teachCodecs(client)
  return client
}

type Options = ConsumerOptions<Buffer, Buffer, Buffer, Buffer>

/**
 * Makes consumers of one cluster. What one learns of its brokers all know: where those of the address are down, the others are asked.
 * A broker that the cluster no longer names is an error like others; the client by itself falls over it.
 */
export function consumerMaker(client: typeof Client, options: Options): () => Consumer {
  let known: Broker[] = []
  return () => {
    const consumer = new client.Consumer(options)
    consumer.on("client:metadata", ({ brokers }) => {
      known = Array.from(brokers.values())
    })
    const ask = consumer[client.kGetBootstrapConnection].bind(consumer)
    consumer[client.kGetBootstrapConnection] = (done) => {
      ask((error, connection) => {
        if (error && known.length > 0) consumer.connections.getFirstAvailable(known, done)
        else done(error, connection)
      })
    }
    const get = consumer[client.kGetConnection].bind(consumer)
    consumer[client.kGetConnection] = (broker: Broker | undefined, done) => {
      if (broker === undefined) done(new client.NetworkError("the broker is not in the cluster now"))
      else get(broker, done)
    }
    return consumer
  }
}

/** What reads an answer in the client's place. */
export type Read<Answer> = (reader: Reader) => Answer

/** What a broker answers; `broker` undefined: any of them. */
export async function request<Answer>(
  client: typeof Client,
  consumer: Consumer,
  broker: Broker | undefined,
  [name, ...args]: [name: string, ...args: unknown[]],
  read?: Read<Answer>,
): Promise<Answer> {
  const connection = await promised<Connection>((done) => {
    if (broker === undefined) consumer[client.kGetBootstrapConnection](done)
    else consumer[client.kGetConnection](broker, done)
  })
  const api = await promised<API<unknown[], Answer>>((done) => {
    consumer[client.kGetApi](name, done)
  })
  return promised<Answer>((done) => {
    api(read === undefined ? connection : readBy(connection, read), ...args, done)
  })
}

/** The connection for one request, whose answer is read by ourselves. */
function readBy<Answer>(connection: Connection, read: Read<Answer>): Connection {
  const send: Connection["send"] = (key, version, payload, _parser, ...[isTagged, isAnswerTagged, done]) => {
    const parse = (_id: number, _key: number, _version: number, reader: Reader) => read(reader) as never
    connection.send(key, version, payload, parse, isTagged, isAnswerTagged, done)
  }
  return Object.assign(Object.create(connection) as Connection, { send })
}

function promised<T>(act: (done: Callback<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    act((error, found) => {
      if (error) reject(error)
      else resolve(found as T)
    })
  })
}
