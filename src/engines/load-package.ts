import { InputError } from "../errors.js"

/** An optional package. Throws InputError that says how to install it, where it is not there. */
export async function loadPackage<T>(name: string, engine: string): Promise<T> {
  try {
    return (await import(name)) as T
  } catch (error) {
    if (!isAbsent(error)) throw error
    throw new InputError(`tables in ${engine} need the package ${name}`, { hint: `npm install ${name}`, cause: error })
  }
}

const isAbsent = (error: unknown) =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND"
