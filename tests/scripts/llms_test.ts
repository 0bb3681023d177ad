import assert from "node:assert/strict";
import { join } from "node:path";
import { PROJECT } from "../house/sources.ts";
import { formatLlms } from "../../scripts/llms.ts";

const read = (name: string) => Deno.readTextFile(join(PROJECT, name));

Deno.test("llms.txt is up to date: else run deno task llms", async () => {
  assert.equal(await read("llms.txt"), formatLlms(await read("README.md"), await read("docs/README.md")));
});

Deno.test("every document that llms.txt names exists", async () => {
  const links = [...(await read("llms.txt")).matchAll(/^- \[[^\]]+\]\(([^)]+)\)/gm)].map(([, link]) => link!);
  assert.ok(links.length > 10);
  for (const link of links) assert.ok((await Deno.stat(join(PROJECT, link))).isFile, link);
});

Deno.test("formatLlms() fails without a table of guides", () => {
  assert.throws(
    () => formatLlms("# Title\n\nSummary.\n", "# Guides\n"),
    /README\.md needs a first paragraph, and docs\/README\.md a table/,
  );
});
