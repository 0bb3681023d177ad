/** The entries in `docs/hosts.md` are those that `install` writes. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { parse as parseToml } from "@decimalturn/toml-patch";
import { parse as parseYaml } from "yaml";
import { addServers, type Host, type HostConfiguration, type HostId, HOSTS } from "../../install/mod.ts";
import { PROJECT } from "../house/sources.ts";

const PROGRAM = { command: "/usr/local/bin/support-mcp", args: ["serve"] };
const HTTP = { url: "https://desk.example.com/mcp", headers: { Authorization: "Bearer TOKEN" } };
const EMPTY = { toml: "", yaml: "", json: "{}" } as const;
const PARSERS: Record<"toml" | "yaml" | "json", (text: string) => unknown> = {
  toml: (text) => parseToml(text),
  yaml: (text) => parseYaml(text),
  json: (text) => JSON.parse(text),
};

const page = await Deno.readTextFile(join(PROJECT, "docs/hosts.md"));

function writeEntry(host: Host, server: typeof PROGRAM | typeof HTTP): unknown {
  const format = host.format ?? "json";
  const text = host.initialText ?? EMPTY[format];
  const configuration: HostConfiguration = { host, path: "config", text, ours: PROGRAM.command };
  return PARSERS[format](addServers(configuration, new Map([["support-desk", server]])));
}

for (const id of Object.keys(HOSTS) as HostId[]) {
  const host: Host = HOSTS[id];
  Deno.test(`docs/hosts.md shows the entries that install writes for ${host.name}`, () => {
    const section = page.split(/^### /m).find((text) => text.startsWith(host.name));
    assert.ok(section, "it has no section");
    const format = host.format ?? "json";
    const blocks = [...section.matchAll(new RegExp(`^\`\`\`${format}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, text]) =>
      text!
    );
    const servers = host.formatHttp === undefined ? [PROGRAM] : [PROGRAM, HTTP];
    assert.deepEqual(blocks.map((text) => PARSERS[format](text)), servers.map((server) => writeEntry(host, server)));
    if (host.projectPath !== undefined) assert.ok(section.includes(`in a project, \`${host.projectPath}\``));
    assert.ok(page.includes(`| \`${id}\``), "it is not in the table of files");
  });
}
