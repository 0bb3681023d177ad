import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { runProgram, startProgram } from "../program.ts";
import { formatToolCall, HANDSHAKE, parseResponses } from "../protocol_lines.ts";
import { createFullStore } from "../../store/kv/check/full_desk.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** Asserts that serve rejects a location in one line, and writes nothing. */
async function assertRefused(location: string, says: RegExp): Promise<void> {
  const { code, stdout, stderr } = await runProgram(["serve", "--db", location]);
  assert.deepEqual([code, stdout], [1, ""]);
  assert.match(stderr, /^support-mcp: [^\n]+\n$/);
  assert.match(stderr, says);
}

Deno.test("serve rejects a folder as its store", async () => {
  await using folder = await TemporaryFolder.create();
  await assertRefused(folder.path, /folder|directory/i);
});

Deno.test("a call that arrives before serve rejects its store gets the error", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.writeTextFile(folder.file("notes.txt"), "Call Alice back.\n");
  await using running = startProgram(["serve", "--db", folder.file("notes.txt")]);
  await running.write(HANDSHAKE + formatToolCall(1, "get_ticket", { ticket_id: "1" }));
  await running.closeInput();
  const { code, stdout, stderr } = await running.waitForExit();
  const answer = parseResponses(stdout).find(({ id }) => id === 1);
  assert.match(JSON.stringify(answer), /notes\.txt is not a support-mcp store/);
  assert.match(stderr, /^support-mcp: [^\n]+\n$/);
  assert.equal(code, 1);
});

Deno.test("SUPPORT_MCP_DEBUG adds a stack trace", async () => {
  await using folder = await TemporaryFolder.create();
  const { code, stderr } = await runProgram(["serve", "--db", folder.path], { env: { SUPPORT_MCP_DEBUG: "1" } });
  assert.equal(code, 1);
  assert.match(stderr, /\n {4}at /);
});

Deno.test("serve rejects a file that is not a store, and does not change it", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("notes.txt");
  await Deno.writeTextFile(file, "Call Alice back.\n".repeat(100));
  await assertRefused(file, /notes\.txt/);
  assert.equal(await Deno.readTextFile(file), "Call Alice back.\n".repeat(100));
});

Deno.test("serve and export reject a store in which pages that Deno KV needs at once are zeroed", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("desk.db");
  await createFullStore(file);
  using opened = await Deno.open(file, { write: true });
  await opened.seek(4_096, Deno.SeekMode.Start);
  await opened.write(new Uint8Array(8 * 4_096));
  const says = /Cannot open the store \S+desk\.db: the file is damaged \(.+\)\. It was not changed\. .+check --repair/;
  await using server = startProgram(["serve", "--db", file]);
  await server.write(HANDSHAKE + formatToolCall(1, "get_ticket", { ticket_id: "1" }));
  await server.closeInput();
  for (const { code, stderr } of [await server.waitForExit(), await runProgram(["export", "--db", file])]) {
    assert.equal(code, 1);
    assert.match(stderr, says);
  }
});

Deno.test("serve rejects a store below a file", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.writeTextFile(folder.file("file"), "");
  await assertRefused(folder.file("file/desk.db"), /desk\.db/);
});

Deno.test({
  name: "serve rejects a store without write permission",
  ignore: Deno.build.os === "windows" || Deno.uid() === 0,
  async fn() {
    await using folder = await TemporaryFolder.create();
    await Deno.mkdir(folder.file("locked"), { mode: 0o500 });
    await assertRefused(folder.file("locked/desk.db"), /locked/);
  },
});

Deno.test({
  name: "serve rejects a store on a read-only system folder",
  ignore: Deno.build.os !== "linux",
  fn: () => assertRefused("/proc/desk.db", /\/proc/),
});

Deno.test("serve rejects a store of a newer version, and does not change it", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("desk.db");
  assert.equal((await runProgram(["serve", "--db", file])).code, 0);
  await setSchemaVersion(file, 9_999);
  const before = await Deno.readFile(file);
  await assertRefused(file, /newer/i);
  assert.deepEqual(await Deno.readFile(file), before);
});

async function setSchemaVersion(file: string, version: number): Promise<void> {
  {
    using kv = await Deno.openKv(file);
    await kv.set(["meta", "schema"], { version });
  }
  markAsReadableByOlderDeno(file);
}

/**
 * Sets the version of V8's serialization format in the second byte of values, because the program under test may have been
 * compiled with an older Deno than this test runs on.
 */
function markAsReadableByOlderDeno(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("UPDATE kv SET v = CAST(X'FF0F' || substr(v, 3) AS BLOB) WHERE substr(v, 1, 1) = X'FF'");
  database.close();
}
