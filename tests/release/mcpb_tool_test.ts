import assert from "node:assert/strict";
import { writeBundles } from "../../release/mcpb.ts";
import { hasNpm } from "./has_npm.ts";
import { FakeRelease } from "./fake_release.ts";

const TOOL = "@anthropic-ai/mcpb@2.1.2";

Deno.test({
  name: "the official tool accepts a bundle and unpacks it, and the unpacked server starts",
  ignore: Deno.build.os === "windows" || !await hasNpm(),
  fn: async () => {
    await using fake = await FakeRelease.create();
    const [bundle] = await writeBundles(fake.release);
    const folder = fake.place("an unpacked bundle");
    await run("npx", ["--yes", TOOL, "unpack", fake.file(bundle!), folder]);
    assert.match(await run("npx", ["--yes", TOOL, "validate", `${folder}/manifest.json`]), /schema validation passes/);
    await Deno.chmod(`${folder}/server/support-mcp`, 0o644);
    const { server } = JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`));
    const args = server.mcp_config.args.map((arg: string) => arg.replace("${__dirname}", folder));
    assert.equal(await run(server.mcp_config.command, [args[0], "echo", "started"]), "started\n");
  },
});

async function run(program: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(program, { args: [...args], stdin: "null" }).output();
  const decoder = new TextDecoder();
  assert.equal(code, 0, decoder.decode(stderr));
  return decoder.decode(stdout);
}
