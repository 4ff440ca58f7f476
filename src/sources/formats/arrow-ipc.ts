import type { Format } from "../source.js"

export default {
  endings: [".arrow", ".arrows", ".feather", ".ipc"],
  magic: ["ARROW1", "FEA1", "\xff\xff\xff\xff"],
  open: async (file, options) => (await import("../arrow-ipc.js")).openArrowIpc(file, options),
} satisfies Format
