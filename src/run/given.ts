/** What flags alone say, for commands that read no configuration. */
import { noConfig } from "../config/load.js"
import { compareOptions, readOptions } from "../config/options.js"
import { mergeSettings } from "../config/settings.js"
import type { Config } from "../config/schema.js"
import type { CompareOptions } from "../options/options.js"
import { fileReporters } from "../options/settings/outputs.js"
import { defined } from "../options/values.js"
import type { ReadOptions } from "../sources/source.js"
import type { Given } from "./command.js"
import type { OutputFlags } from "./targets.js"

/** How a file is to be read that others are compared with later. */
export function readFlags({ settings }: Given): ReadOptions {
  return readOptions(mergeSettings(noConfig, settings).values).reference
}

/** What is to be measured, and how. */
export function compareFlags({ settings }: Given): CompareOptions {
  return compareOptions(mergeSettings(noConfig, settings))
}

/** Where reports go and how they look. */
export function outputFlags({ settings, flags }: Given): OutputFlags {
  return outputsOf(mergeSettings(noConfig, settings).values, flags)
}

/** The same, whoever said so. */
export function outputsOf({ outputs = {} }: Config, { color }: Given["flags"]): OutputFlags {
  const { format, all, details, quiet } = outputs
  const files = fileReporters.flatMap((id): [string, string][] => {
    const path = outputs[id]
    return typeof path === "string" ? [[id, path]] : []
  })
  return {
    files: new Map(files),
    ...defined({ format, all, details, quiet }),
    ...(typeof color === "boolean" ? { color } : {}),
  }
}
