import { defineConfig } from "vitest/config"
import { patience, slowness } from "./test/helpers/patience.js"

// TEST_SLOWNESS=5 npm test waits five times as long; without it, as long as this machine seems to need.
process.env.TEST_SLOWNESS ??= slowness().toFixed(1)

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: patience(60),
    hookTimeout: patience(60),
    // Tests of src/ draw the pages with the templates as they are now.
    globalSetup: "scripts/build-pages.js",
    env: { TEST_SLOWNESS: process.env.TEST_SLOWNESS },
    // Two cores: two files at a time; the tests of one file run in order.
    maxWorkers: 2,
  },
})
