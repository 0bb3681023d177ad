import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { editConfig, readConfig } from "../../install/files/config_file.ts";
import { withEditLock } from "../../install/files/edit_lock.ts";
import { InstallError } from "../../install/errors/mod.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";

const CHILD = fileURLToPath(new URL("edit_child.ts", import.meta.url));
const UNIX = Deno.build.os !== "windows";

function startChild(...args: string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), { args: ["run", "-A", "--no-check", CHILD, ...args], stdout: "piped" })
    .spawn();
}

Deno.test("processes that edit one file at once lose no entry, also through links and for different hosts", async () => {
  await using folder = await TemporaryFolder.create();
  const [path, link] = [folder.file("mcp.json"), folder.file("link.json")];
  await Deno.writeTextFile(path, "{}");
  if (UNIX) await Deno.symlink(path, link);
  const names = (child: number) => Array.from({ length: 5 }, (_, number) => `desk-${child}-${number}`);
  const children = Array.from({ length: 6 }, (_, child) => {
    return startChild(child % 2 === 1 && UNIX ? link : path, child % 3 === 0 ? "cursor" : "junie", ...names(child));
  });
  const ends = await Promise.all(children.map((child) => child.output()));
  assert.deepEqual(ends.map(({ code }) => code), children.map(() => 0));
  const { mcpServers } = JSON.parse(await readConfig(path));
  assert.deepEqual(Object.keys(mcpServers).sort(), children.flatMap((_, child) => names(child)).sort());
  const copies = (await folder.listNames()).filter((name) => name.endsWith(".bak"));
  assert.equal(copies.length, 30, "a copy for each change");
  if (UNIX) assert.deepEqual((await folder.listNames()).filter((name) => /lock|tmp/.test(name)), []);
});

Deno.test({
  name: "a process that dies while it edits a file leaves it to others",
  ignore: !UNIX,
  async fn() {
    await using folder = await TemporaryFolder.create();
    const path = folder.file("mcp.json");
    const child = startChild(path);
    const output = child.stdout.getReader();
    await output.read();
    await assert.rejects(withEditLock(path, () => Promise.resolve(), 0), InstallError);
    child.kill("SIGKILL");
    await child.status;
    await output.cancel();
    assert.equal((await editConfig(path, (text) => `${text}{}`)).changed, true);
    assert.deepEqual(await folder.listNames(), ["mcp.json"]);
  },
});

Deno.test("withEditLock() runs one edit after the other, and gives up after a while", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("mcp.json");
  const log: string[] = [];
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const first = withEditLock(path, async () => {
    enter();
    await held;
    log.push("first");
  });
  await entered;
  await assert.rejects(withEditLock(path, () => Promise.resolve(), 0), (error) => {
    return error instanceof InstallError &&
      /mcp\.json is being changed by another support-mcp\. Wait/.test(error.message);
  });
  const second = withEditLock(path, () => Promise.resolve(log.push("second")));
  release();
  await Promise.all([first, second]);
  assert.deepEqual(log, ["first", "second"]);
  if (UNIX) assert.deepEqual(await folder.listNames(), []);
});
