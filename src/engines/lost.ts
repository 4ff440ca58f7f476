import { InputError } from "../errors.js"

/** What is said of a server that does not answer, or that went away in the middle; `why` in its or the system's words. */
export const lostServer = (address: string, server: string, why: string, cause: unknown): InputError =>
  new InputError(`${address}: the server at ${server} is not there, or the connection to it is lost: ${why}`, { cause })
