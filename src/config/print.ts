import { Document, isCollection, isMap, isPair, isScalar, isSeq, visit, type Node } from "yaml"
import { policies } from "../options/policies.js"
import { shownAddress } from "../words/shown-address.js"
import type { Path } from "./mistake.js"
import { configKeys } from "./schema.js"
import type { Settings } from "./settings.js"

/** Every setting that holds, as YAML that can be used as a configuration; a comment after each says where it comes from. */
export function settingsText(settings: Settings): string {
  const { values, file, origin } = settings
  const policy = Object.hasOwn(policies, values.policy ?? "") ? policies[values.policy ?? ""] : undefined
  const ofPolicy = { drift_share: policy?.driftShare, correction: policy?.correction }
  const held = values as Record<string, unknown>
  const shown = configKeys.flatMap((key) => {
    const value = held[key] ?? ofPolicy[key as keyof typeof ofPolicy]
    return value === undefined ? [] : [[key, value] as const]
  })
  const document = new Document(new Map<string, unknown>(shown))
  const from = (path: Path) =>
    path.length === 1 && Object.hasOwn(ofPolicy, path[0]) && values[path[0] as "drift_share"] === undefined
      ? `default of the policy ${values.policy ?? ""}`
      : origin(path)
  comment(document.contents, [], from)
  const hint = hideSecrets(document) ? "\n What signs an address is left out (…)." : ""
  document.commentBefore = ` What holds for this run. Configuration file: ${file ?? "none"}${hint}`
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** Leaves out what signs addresses; gives whether there was any. */
function hideSecrets(document: Document): boolean {
  let found = false
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== "string") return
      const shown = shownAddress(node.value)
      if (shown === node.value) return
      node.value = shown
      found = true
    },
  })
  return found
}

/** Sets a comment at every value that holds no mappings; lists of plain values go on one line. */
function comment(node: Node | null, path: Path, from: (path: Path) => string): void {
  if (isMap(node) && node.items.length > 0) {
    for (const { key, value } of node.items.filter(isPair))
      comment(value as Node | null, [...path, isScalar(key) ? String(key.value) : ""], from)
    return
  }
  if (isSeq(node) && node.items.some(isCollection)) {
    node.items.forEach((item, i) => comment(item as Node, [...path, i], from))
    return
  }
  if (isCollection(node)) node.flow = true
  if (node !== null) node.comment = ` ${from(path)}`
}
