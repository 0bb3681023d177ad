import assert from "node:assert/strict";
import { join } from "node:path";
import { HOSTS } from "../../install/mod.ts";
import { estimateToolTokens } from "../../scripts/count_tokens.ts";
import { createInstallLinks, formatInstallLinks } from "../../scripts/install_links.ts";
import { getTriedHosts } from "../../scripts/try_hosts/hosts.ts";
import { servers } from "../../server/mod.ts";
import { PROTOCOLS } from "../../client/options/mod.ts";
import { PROJECT } from "../house/sources.ts";
import { connect } from "../server/connect.ts";

const README = await Deno.readTextFile(join(PROJECT, "README.md"));

/** About two screens: a stranger reads them before a guide. */
const MAX_LINES = 130;

/** Tools change more often than the README. */
const TOLERANCE = 0.2;

Deno.test("README.md is short: more belongs in a guide", () => {
  assert.ok(README.trimEnd().split("\n").length <= MAX_LINES);
});

Deno.test("README.md has a line with the command for every host", () => {
  for (const [id, { name }] of Object.entries(HOSTS)) {
    assert.match(README, new RegExp(`^\\| ${name} +\\| \`support-mcp install ${id}\` +\\|$`, "m"));
  }
});

Deno.test("README.md has the install links: else run deno task install-links", () => {
  for (const line of formatInstallLinks().split("\n")) assert.ok(README.includes(line), line);
});

Deno.test("the install links start the program where the README puts it", () => {
  for (const [host, link] of createInstallLinks()) {
    const { searchParams } = new URL(link);
    const config = searchParams.get("config")!;
    const { command, args } = JSON.parse(host === "VS Code" ? config : atob(config));
    assert.deepEqual([searchParams.get("name"), command, args], ["support-desk", "/usr/local/bin/support-mcp", [
      "serve",
    ]]);
    assert.match(README, /sudo install dist\/support-mcp \/usr\/local\/bin\//);
  }
});

Deno.test("the badges of README.md are true", async () => {
  const { license } = JSON.parse(await Deno.readTextFile(join(PROJECT, "deno.json")));
  assert.ok(README.includes(`![License: ${license}]`));
  const revisions = PROTOCOLS.filter((protocol) => /^\d/.test(protocol)).toSorted();
  assert.ok(README.includes(`![MCP ${revisions[0]} to ${revisions.at(-1)}]`));
  assert.ok(README.includes(`![${Object.keys(getTriedHosts("")).length} hosts tried]`));
});

for (
  const [name, words] of [["desk", "all tools"], ["tickets", "`serve tickets`"], ["customers", "`serve customers`"]]
) {
  Deno.test(`README.md says what the tools of ${name} cost: else run deno task tokens`, async () => {
    await using connected = await connect({ definition: servers[name as keyof typeof servers] });
    const cost = estimateToolTokens((await connected.client.listTools()).tools);
    const text = README.replaceAll(/\s+/g, " ");
    const stated = Number(new RegExp(`${words} (?:takes? )?about ([\\d,]+)`).exec(text)![1]!.replace(",", ""));
    assert.ok(Math.abs(stated - cost) <= cost * TOLERANCE, `README.md says ${stated}, but it is about ${cost}`);
  });
}

Deno.test("docs/comparison.md says how many tools there are", async () => {
  const comparison = await Deno.readTextFile(join(PROJECT, "docs/comparison.md"));
  const [, stated, withApps] = /^\| tools +\| (\d+); (\d+) in hosts that show Apps/m.exec(comparison)!;
  await using connected = await connect({ definition: servers.desk });
  assert.equal(Number(stated), (await connected.client.listTools()).tools.length);
  assert.equal(Number(withApps), servers.desk.tools.length);
});
