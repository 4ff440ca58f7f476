/** Small changes that settings make to what a configuration holds. */

/** A list of what may be one, several or none. */
export function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value
}

/** The same object without its undefined fields. */
export function defined<T extends object>(settings: T): Defined<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Defined<T>
}

export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

export function mapValues<From, To>(map: ReadonlyMap<string, From>, to: (value: From) => To): Map<string, To> {
  return new Map(Array.from(map, ([key, value]) => [key, to(value)]))
}

/** "only_in" as "onlyIn". */
export type Camel<Key> = Key extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Key

/** The keys of a configuration as fields of an option, without the undefined ones. */
export function camelFields<T extends object>(settings: T): { [K in keyof T as Camel<K>]: Exclude<T[K], undefined> } {
  const fields = Object.entries(defined(settings)).map(([key, value]) => [camel(key), value])
  return Object.fromEntries(fields) as { [K in keyof T as Camel<K>]: Exclude<T[K], undefined> }
}

/** "drift_share" and "drift-share" as "driftShare". */
export const camel = (name: string) => name.replace(/[_-](\w)/g, (_, letter: string) => letter.toUpperCase())
