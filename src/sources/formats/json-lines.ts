import { packed } from "../shared/packed.js"
import type { Format } from "../source.js"

export default {
  endings: [".jsonl", ".ndjson"].flatMap(packed),
  magic: [],
  readsWhole: true,
  looksLike: (start) => objects.test(start),
  open: async (file, options) => (await import("../json-lines.js")).openJsonLines(file, options),
} satisfies Format

/** An object's first characters, or those of an array of them. */
const objects = /^(\xef\xbb\xbf)?\s*(\{\s*["}]|\{\s*$|\[\s*[[{\]])/
