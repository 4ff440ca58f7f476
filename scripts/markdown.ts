/** A Markdown table. */
export function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")
}

/** A page of the documentation that is made and not written. */
export function page(title: string, parts: string[]): string {
  return `# ${title}\n\n<!-- Made by \`npm run docs\` from the units themselves; do not edit. -->\n\n${parts.join("\n\n")}\n`
}
