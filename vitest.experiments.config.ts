import { defineConfig } from "vitest/config"

/** Long measurements, run one by one through their npm scripts; their results are kept in docs/. */
export default defineConfig({ test: { include: ["test/**/*.experiment.ts"], testTimeout: 7_200_000 } })
