import js from "@eslint/js"
import tseslint from "typescript-eslint"

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "fixtures/", "driftcheck-report/", "coverage/", "templates/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.ts"] })),
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // Typed arrays are read by index in every kernel; the compiler option that would make this safe costs a check per element.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      // const { internal, ...shown } = column: the way to leave a field out.
    },
  },
  {
    files: ["action/**/*.mjs", "bin/**/*.mjs", ".ci/**/*.js", "scripts/**/*.js", "bench/**/*.js"],
    languageOptions: {
      globals: Object.fromEntries(
        [
          "process",
          "console",
          "URL",
          "performance",
          "Buffer",
          "setTimeout",
          "clearTimeout",
          "structuredClone",
          "fetch",
          "AbortSignal",
        ].map((name) => [name, "readonly"]),
      ),
    },
  },
  {
    // Work objects instead of long lists of parameters.
    files: ["src/**/*.ts"],
    rules: { "max-params": ["error", 5] },
  },
  {
    files: ["bin/**/*.js", "bin/**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { process: "readonly", Buffer: "readonly", __dirname: "readonly" },
    },
  },
)
