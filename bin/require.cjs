// What `require("driftcheck")` gets: the package begins with work that only `import` can wait for.
throw new Error(
  'driftcheck is an ES module that require() cannot load; use: const { compareFiles } = await import("driftcheck")',
)
