// npm run docs: writes every page, schema, README example and golden that the program says itself, and names those that changed.
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { createViteServer } from "vitest/node"

// The sources are TypeScript: read as the tests read them.
const vite = await createViteServer({
  configFile: false,
  appType: "custom",
  logLevel: "error",
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
})
const { generatedGoldens, generatedPages } = await vite.ssrLoadModule("/scripts/generated.ts")

for (const { path, text } of [...(await generatedPages()), ...(await generatedGoldens())]) {
  const made = await text()
  if (existsSync(path) && readFileSync(path, "utf8") === made) continue
  writeFileSync(path, made)
  console.log(`${path} written`)
}
await vite.close()
