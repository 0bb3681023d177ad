import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createManifest, writeBundles } from "../../release/mcpb.ts";
import { PLATFORMS } from "../../release/platforms.ts";
import { deskServer } from "../../server/mod.ts";
import { runProgram, startProgram } from "../end_to_end/program.ts";
import { FakeRelease, toProgram } from "./fake_release.ts";

const START = fileURLToPath(new URL("../../release/mcpb/start.sh", import.meta.url));

Deno.test("writeBundles() writes a bundle for each platform", async () => {
  await using fake = await FakeRelease.create(["support-mcp-darwin-arm64", "support-mcp-win32-x64.exe"]);
  assert.deepEqual(await writeBundles(fake.release), ["support-mcp-darwin-arm64.mcpb", "support-mcp-win32-x64.mcpb"]);
});

Deno.test("createManifest() lists the tools and prompts of the server, with settings that may stay blank", async () => {
  await using fake = await FakeRelease.create();
  const manifest = createManifest(fake.release, PLATFORMS[0]!);
  const listed = deskServer.tools.filter(({ app }) => app !== "app_only").map(({ name }) => name); // those are for the page
  assert.deepEqual(manifest.tools.map(({ name }) => name), listed);
  assert.deepEqual(manifest.prompts.map(({ name }) => name), deskServer.prompts.map(({ name }) => name));
  assert.ok(manifest.tools.every(({ description }) => description.length > 10 && description.length < 200));
  assert.equal(manifest.user_config.db.default, "");
  assert.equal(manifest.user_config.user.default, "");
  assert.equal(manifest.server.mcp_config.env.SUPPORT_MCP_USER, "${user_config.user}");
  assert.ok(Object.values(manifest.user_config).every(({ required }) => !required));
});

Deno.test("createManifest() starts the binary through a shell, and on Windows directly", async () => {
  await using fake = await FakeRelease.create();
  const [linux, windows] = ["linux-x64", "win32-x64"].map((name) =>
    createManifest(fake.release, PLATFORMS.find((platform) => platform.name === name)!).server.mcp_config
  );
  assert.deepEqual([linux!.command, linux!.args], ["/bin/sh", ["${__dirname}/server/start.sh", "serve"]]);
  assert.deepEqual([windows!.command, windows!.args], ["${__dirname}/server/support-mcp.exe", ["serve"]]);
});

Deno.test("the variables of the manifest may be blank or placeholders", async () => {
  await using fake = await FakeRelease.create();
  const variables = createManifest(fake.release, PLATFORMS[0]!).server.mcp_config.env;
  const blank = Object.fromEntries(Object.keys(variables).map((name) => [name, ""]));
  const data = fake.place("data");
  for (const [env, log] of [[variables, /^([^\n]* Created a new store at [^\n]*\n)?$/], [blank, /^$/]] as const) {
    const { code, stderr } = await runProgram(["serve"], { env: { ...env, XDG_DATA_HOME: data } });
    assert.equal(code, 0);
    assert.match(stderr, log);
  }
  if (Deno.build.os === "linux") assert.ok((await Deno.stat(`${data}/support-mcp/desk.db`)).isFile);
});

Deno.test("the setting for the demo desk serves the sample tickets", async () => {
  const message = { jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri: "ticket://list" } };
  await using server = startProgram(["serve"], { env: { SUPPORT_MCP_DEMO: "true", SUPPORT_MCP_DB: "" } });
  await server.write(`${JSON.stringify(message)}\n`);
  await server.waitForOutput((text) => text.includes("#42 [open] Cannot log in"));
});

Deno.test({
  name: "start.sh starts a binary that has lost its execute bit, in a folder with a space",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using fake = await FakeRelease.create();
    const folder = fake.place("a bundle");
    await Deno.mkdir(folder);
    await Deno.copyFile(START, `${folder}/start.sh`);
    await Deno.writeTextFile(`${folder}/support-mcp`, toProgram("0.1.0"), { mode: 0o644 });
    const args = [`${folder}/start.sh`, "echo", "two words"];
    const { stdout } = await new Deno.Command("/bin/sh", { args, cwd: "/", stdin: "null" }).output();
    assert.equal(new TextDecoder().decode(stdout), "two words\n");
    await Deno.writeTextFile(`${folder}/support-mcp`, "#!/bin/sh\nexec /bin/pwd -P\n");
    const gone = `mkdir gone && cd gone && rmdir ../gone && exec sh '${folder}/start.sh'`;
    const inGone = await new Deno.Command("/bin/sh", { args: ["-c", gone], cwd: folder, stdin: "null" }).output();
    assert.equal(new TextDecoder().decode(inGone.stdout), "/\n", "a working folder that was deleted");
  },
});
