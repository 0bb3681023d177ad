/** A store that cannot be written, such as a backup on a read-only mount. */

import assert from "node:assert/strict";
import { runProgram, startProgram } from "../program.ts";
import { formatToolCall, HANDSHAKE, parseResponses, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";
import { createReadOnlyFile } from "./read_only_file.ts";

Deno.test({
  name: "serve --read-only serves a copy of a store that cannot be written, and leaves no file behind",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using file = await createReadOnlyFile();
    const { db, temporary } = file;

    await using running = startProgram(["serve", "--read-only", "--db", db], { env: { TMPDIR: temporary } });
    await running.write(HANDSHAKE + formatToolCall(1, "get_ticket", { ticket_id: "1" }));
    await running.closeInput();
    const { code, stdout, stderr } = await running.waitForExit();
    assert.equal(code, 0, stderr);
    assert.match(stderr, /desk\.db" is read-only, so a copy of it is served/);
    const found = parseResponses(stdout).find(({ id }) => id === 1);
    assert.match(JSON.stringify(found!.result!.structuredContent), /Card lost/);
    await file.assertUntouched();
  },
});

Deno.test({
  name: "the copy of a server that was killed is removed with the next copy, and that of a running one is not",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using file = await createReadOnlyFile();
    const { db, temporary } = file;
    const env = { TMPDIR: temporary };
    const serve = () => startProgram(["serve", "--read-only", "--db", db], { env });
    const listCopies = async () => (await Array.fromAsync(Deno.readDir(temporary))).map(({ name }) => name);

    await using killed = serve();
    await killed.write(HANDSHAKE + formatToolCall(1, "get_ticket", { ticket_id: "1" }));
    await waitForResponse(1, killed);
    killed.signal("SIGKILL");
    await killed.waitForExit();
    const [abandoned, ...others] = await listCopies();
    assert.deepEqual([typeof abandoned, others], ["string", []]);

    await using running = serve();
    await running.write(HANDSHAKE + formatToolCall(1, "get_ticket", { ticket_id: "1" }));
    await waitForResponse(1, running);
    const inUse = await listCopies();
    assert.deepEqual([inUse.length, inUse.includes(abandoned!)], [1, false]);
    assert.equal((await runProgram(["export", "--db", db], { env })).code, 0);
    assert.deepEqual(await listCopies(), inUse);
    await running.closeInput();
    await running.waitForExit();
    await file.assertUntouched();
  },
});

Deno.test("serve --read-only creates no store, and says that there is none", async () => {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("desk.db");
  for (const args of [[], ["--http", "0"]]) {
    const { code, stderr } = await runProgram(["serve", "--read-only", "--db", db, ...args]);
    assert.deepEqual([code, await folder.listNames()], [1, []]);
    assert.match(
      stderr,
      /There is no store at \S+desk\.db, and serve --read-only creates none\. Correct --db, or start serve /,
    );
  }
});
