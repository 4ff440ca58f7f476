import { InvalidArgumentError } from "commander"

/** A parser that knows the values it takes, so that a shell can complete them. */
export type Parser<T> = ((text: string, before: T | undefined) => T) & { choices?: readonly string[] }

/** The same parser with values that a shell may offer. */
export const offering = <T>(parser: Parser<T>, ...choices: readonly string[]): Parser<T> =>
  Object.assign<Parser<T>, object>((text, before) => parser(text, before), { choices })

/** Comma-separated names, also over several uses of the flag; \`\\,\` stands for a comma in a name. */
export const names: Parser<string[]> = (text, before) => [...(before ?? []), ...splitNames(text)]

function splitNames(text: string): string[] {
  return text
    .split(/(?<!\\),/)
    .map((name) => name.replaceAll("\\,", ","))
    .filter((name) => name !== "")
}

export function oneOf(...choices: readonly string[]): Parser<string> {
  const parse = (text: string) => {
    if (choices.includes(text)) return text
    throw new InvalidArgumentError(`It takes ${choices.join(", ")}.`)
  }
  return Object.assign(parse, { choices })
}

export function number(low: number, high: number, range = `from ${low} to ${high}`): Parser<number> {
  return (text) => {
    const value = text.trim() === "" ? NaN : Number(text)
    const fits = high === Infinity ? value > low && value < high : value >= low && value <= high
    if (fits) return value
    throw new InvalidArgumentError(`It takes a number ${range}.`)
  }
}

export const wholeNumber: Parser<number> = (text) => {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError("It takes a whole number from 1 on.")
}

export function wholeNumberUpTo(most: number): Parser<number> {
  return (text) => {
    if (/^[1-9]\d{0,9}$/.test(text) && Number(text) <= most) return Number(text)
    throw new InvalidArgumentError(`It takes a whole number from 1 to ${most}.`)
  }
}
