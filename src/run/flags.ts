/** Commands and settings as the argument parser takes them. */
import type { Command as Program } from "commander"
import { Argument as ParserArgument, InvalidArgumentError, Option } from "commander"
import { UsageError } from "../errors.js"
import { groups, settings, type KeyedSetting } from "../options/all-settings.js"
import type { Flag } from "../options/setting.js"
import { camel } from "../options/values.js"
import type { Argument, Command, Given } from "./command.js"
import type { Io } from "./io.js"

/** A parser of a flag or argument that knows the words it takes, so that a shell can complete them. */
export type Parser = ((text: string, before: unknown) => unknown) & { choices: readonly string[] }

/** A flag of a command, under its heading in the help. A setting has its row, a flag of the command's own its name. */
interface Taken {
  flag: Flag
  heading: string
  setting?: KeyedSetting
  name?: string
}

/** Adds the command with its arguments and flags; `done` is given the exit code when it has run. */
export function addCommand(
  above: Program,
  name: string,
  command: Omit<Command, "group">,
  io: Io,
  done: (code: number) => void,
): Program {
  const program = above.command(name).description(command.summary).addHelpText("after", textAfter(command))
  program.configureOutput({ outputError: refusal(`driftcheck ${pathOf(program)} --help`) })
  for (const argument of command.arguments) program.addArgument(argumentOf(argument))
  const taken = takenBy(command)
  for (const { flag, heading } of taken)
    for (const option of optionsOf(flag)) program.addOption(option.helpGroup(heading))
  program.addHelpOption(
    new Option("-h, --help", "print this help").helpGroup(
      taken.findLast(({ setting }) => setting !== undefined)?.heading ?? otherHeading,
    ),
  )
  for (const [sub, each] of Object.entries(command.subcommands ?? {})) addCommand(program, sub, each, io, done)
  return program.action(async () =>
    done(await command.run({ ...givenTo(program, taken), args: program.args, io, program: rootOf(program) })),
  )
}

const otherHeading = "Options:"

/** How the parser's own errors are written: below them the help that answers. */
export function refusal(help: string): (text: string, write: (text: string) => void) => void {
  return (text, write) => write(`${text.trimEnd()}\nhint: ${help} lists commands and options\n`)
}

/** "profile merge". */
function pathOf(program: Program): string {
  const above = program.parent
  return above === null || above.parent === null ? program.name() : `${pathOf(above)} ${program.name()}`
}

function rootOf(program: Program): Program {
  return program.parent === null ? program : rootOf(program.parent)
}

// ---------------------------------------------------------------- help

function textAfter({ examples, exitCodes }: Omit<Command, "group">): string {
  const parts = [
    ...(examples === undefined ? [] : ["", "Examples:", ...examples.map((line) => `  ${line}`)]),
    ...(exitCodes === undefined ? [] : [exitCodesText(exitCodes)]),
  ]
  return parts.join("\n")
}

export function exitCodesText(codes: NonNullable<Command["exitCodes"]>): string {
  const lines = Object.entries(codes).map(([code, meaning]) => `  ${code}  ${meaning}`)
  return ["", "Exit codes:", ...lines].join("\n")
}

/** The help of a flag with the words it takes and what holds without it. */
function helpText({ help = "", takes, default: value, otherwise }: Flag): string {
  const words = takes.choices === undefined ? "" : `: ${takes.choices.join(", ")}`
  const shown = otherwise ?? defaultText(value)
  return `${help}${words}${shown === "" ? "" : ` (default: ${shown})`}`
}

/** A switch that is off and an empty list need no word. */
function defaultText(value: unknown): string {
  if (Array.isArray(value)) return value.join(",")
  return typeof value === "string" || typeof value === "number" ? String(value) : ""
}

// ---------------------------------------------------------------- to the parser

function argumentOf({ name, help, choices }: Argument): ParserArgument {
  const argument = new ParserArgument(name, help)
  return choices === undefined ? argument : argument.argParser(parserOf((text) => oneOf(choices, text), choices))
}

function oneOf(choices: readonly string[], text: string): string {
  if (choices.includes(text)) return text
  throw new UsageError(`It takes ${choices.join(", ")}.`)
}

function optionsOf(flag: Flag): Option[] {
  const { takes, off } = flag
  const option = new Option(flag.flag ?? "", helpText(flag))
  if (takes.read !== undefined) option.argParser(parserOf(takes.read, takes.choices))
  return off === undefined ? [option] : [option, new Option(off.flag, off.help)]
}

/** The reader, its refusals as the argument parser words them. */
function parserOf(read: (text: string, before: unknown) => unknown, choices: readonly string[] = []): Parser {
  const parse = (text: string, before: unknown) => {
    try {
      return read(text, before)
    } catch (error) {
      throw error instanceof UsageError ? new InvalidArgumentError(error.message) : error
    }
  }
  return Object.assign(parse, { choices })
}

// ---------------------------------------------------------------- what a command takes, and what it was given

function takenBy({ settings: wanted = [], words = {}, flags = {} }: Omit<Command, "group">): Taken[] {
  const own = Object.entries(flags).map(([name, flag]) => ({ flag, heading: flag.heading ?? otherHeading, name }))
  const rows = wanted.flatMap((name) => {
    const found = settings.filter(({ key, group }) => group === name || key === name)
    if (found.length === 0) throw new Error(`there is neither a setting nor a group of settings ${name}`)
    return found.filter(({ flag }) => flag !== undefined)
  })
  return [
    ...own.filter(({ heading }) => heading === otherHeading),
    ...rows.map((setting) => ({
      flag: { ...setting, ...words[setting.key] },
      heading: groups[setting.group].heading,
      setting,
    })),
    ...own.filter(({ heading }) => heading !== otherHeading),
  ]
}

/** What was typed. A default that the parser adds by itself, as for --no-github, is none. */
function givenTo(program: Program, taken: readonly Taken[]): Given {
  const values = program.optsWithGlobals<Record<string, unknown>>()
  const typed = taken.flatMap((each) => {
    const [option] = optionsOf(each.flag)
    const attribute = option.attributeName()
    const given = program.getOptionValueSourceWithGlobals(attribute) === "cli"
    return given ? [{ ...each, value: values[attribute], spelt: spelt(each.flag, values[attribute]) }] : []
  })
  const said = typed.flatMap(({ setting, value, spelt: flag }) =>
    setting === undefined || (setting.inFile === false && setting.field === undefined)
      ? []
      : [{ path: setting.path, value, flag }],
  )
  // What a switch says of another key comes last, because it beats what is said of that key itself.
  const switched = typed.flatMap(({ setting, spelt: flag }) =>
    setting?.sets === undefined ? [] : [{ path: [setting.sets.key], value: setting.sets.value, flag }],
  )
  const flags = typed.flatMap(({ setting, name, value }) =>
    setting === undefined || setting.inFile === false ? [[camel(name ?? setting?.key ?? ""), value]] : [],
  )
  return { settings: [...said, ...switched], flags: Object.fromEntries(flags) as Given["flags"] }
}

/** "--drift-share"; "--no-output" where the value is that of the flag that says no. */
function spelt({ flag = "", off }: Flag, value: unknown): string {
  return /--[\w-]+/.exec(value === false ? (off?.flag ?? flag) : flag)?.[0] ?? flag
}
