import type { Command, Option } from "commander"
import type { Parser } from "./flags.js"

/** A command with what may follow it. */
interface Entry {
  name: string
  description: string
  flags: Flag[]
  /** Values of its first argument, where they are known; otherwise it takes files. */
  values: readonly string[]
}

interface Flag {
  /** "-f", "--format": with their dashes, the short one first. */
  names: string[]
  description: string
  takesValue: boolean
  values: readonly string[]
}

const scripts = { bash, zsh, fish }

/** A completion script made from the program's own table of commands and options. */
export function completionScript(shell: keyof typeof scripts, program: Command): string {
  return scripts[shell](entriesOf(program))
}

/** The program itself under the name "", then its commands. */
function entriesOf(program: Command): Entry[] {
  const help = program.createHelp()
  const entry = (command: Command, name: string): Entry => ({
    name,
    description: command.description(),
    flags: help.visibleOptions(command).map(flagOf),
    values: command.registeredArguments.slice(0, 1).flatMap(choicesOf),
  })
  return [entry(program, ""), ...help.visibleCommands(program).map((command) => entry(command, command.name()))]
}

function flagOf(option: Option): Flag {
  const names = [option.short, option.long].filter((name) => name !== undefined)
  return { names, description: option.description, takesValue: option.required, values: choicesOf(option) }
}

/** What the parser of an option or argument says that it takes. */
function choicesOf({ parseArg }: { parseArg?: unknown }): readonly string[] {
  return (parseArg as Parser | undefined)?.choices ?? []
}

// ---------------------------------------------------------------- bash

function bash(entries: readonly Entry[]): string {
  const commands = entries.map(({ name }) => name).filter((name) => name !== "")
  const values = entries.flatMap(({ name, flags }) =>
    flags
      .filter(({ takesValue }) => takesValue)
      .map(({ names, values }) => {
        const patterns = names.map((flag) => `"${name} ${flag}"`).join(" | ")
        return `    ${patterns}) words="${values.join(" ")}" ;;`
      }),
  )
  const flags = entries.map(({ name, flags, values }) => {
    const firsts = name === "" ? commands : values
    const all = flags.flatMap(({ names }) => names).join(" ")
    return `      "${name}") words="${firsts.join(" ")}"; [[ $cur == -* ]] && words="${all}" ;;`
  })
  return `# bash completion of driftcheck; made by: driftcheck completion bash
_driftcheck() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command="" words="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    case $word in ${commands.join(" | ")}) command=$word; break ;; esac
  done
  case "$command $prev" in
${values.join("\n")}
    *) case "$command" in
${flags.join("\n")}
    esac ;;
  esac
  # Nothing of ours: the shell offers files.
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _driftcheck driftcheck
`
}

// ---------------------------------------------------------------- zsh

function zsh(entries: readonly Entry[]): string {
  const [program, ...commands] = entries
  const list = commands.map(({ name, description }) => `    '${zshText(`${name}:${description}`)}'`)
  const cases = commands.map(
    ({ name, flags, values }) =>
      `    ${name}) _arguments ${[...flags.map(zshFlag), zshRest(values)].join(" \\\n      ")} ;;`,
  )
  return `#compdef driftcheck
# zsh completion of driftcheck; made by: driftcheck completion zsh
_driftcheck() {
  local -a commands=(
${list.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments ${program.flags.map(zshFlag).join(" ")}
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${cases.join("\n")}
  esac
}
if [[ $funcstack[1] == _driftcheck ]]; then _driftcheck "$@"; else compdef _driftcheck driftcheck; fi
`
}

function zshFlag({ names, description, takesValue, values }: Flag): string {
  const text = zshText(description).replace(/[[\]:]/g, "\\$&")
  const value = takesValue ? `:value:${values.length > 0 ? `(${values.join(" ")})` : "_files"}` : ""
  return names.map((name) => `'*${name}[${text}]${value}'`).join(" ")
}

const zshRest = (values: readonly string[]) =>
  values.length > 0 ? `'1:value:(${values.join(" ")})'` : `'*:file:_files'`

const zshText = (text: string) => text.replaceAll("'", `'\\''`)

// ---------------------------------------------------------------- fish

function fish(entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ name, description, flags, values }) => {
    const when = name === "" ? "__fish_use_subcommand" : `__fish_seen_subcommand_from ${name}`
    const start = `complete -c driftcheck -n '${when}'`
    return [
      ...(name === ""
        ? []
        : [`complete -c driftcheck -n __fish_use_subcommand -f -a ${name} -d ${fishText(description)}`]),
      ...flags.map((flag) => `${start} ${fishFlag(flag)}`),
      ...(values.length > 0 ? [`${start} -f -a '${values.join(" ")}'`] : []),
    ]
  })
  return `# fish completion of driftcheck; made by: driftcheck completion fish\n${lines.join("\n")}\n`
}

function fishFlag({ names, description, takesValue, values }: Flag): string {
  const spelt = names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`))
  const value = !takesValue ? [] : values.length > 0 ? [`-x -a '${values.join(" ")}'`] : ["-r"]
  return [...spelt, ...value, `-d ${fishText(description)}`].join(" ")
}

const fishText = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`
