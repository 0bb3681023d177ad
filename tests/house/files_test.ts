import assert from "node:assert/strict";
import { join } from "node:path";
import { listFiles, PROJECT } from "./sources.ts";

/** Package registries are configured per machine, not in this project. */
const REGISTRY = /:\/\/registry\b|\b(?:registry|npm)\.[a-z0-9.-]*\.?(?:org|com|io|dev|net)\b/i;

Deno.test("no file contains the host name of a package registry", async () => {
  const files = await listFiles(PROJECT);
  const naming = [];
  for (const file of files) if (REGISTRY.test(await Deno.readTextFile(join(PROJECT, file)))) naming.push(file);
  assert.ok(files.includes("deno.lock"));
  assert.deepEqual(naming, []);
});

Deno.test("the pattern for a registry's host matches one", () => {
  const host = ["registry", "example", "org"].join(".");
  assert.match(`"resolved": "https://${host}/zod"`, REGISTRY);
  assert.match(["npm", "example", "io"].join("."), REGISTRY);
  assert.doesNotMatch('"zod": "npm:zod@4.6.7/v4"', REGISTRY);
});
