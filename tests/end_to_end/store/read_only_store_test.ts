/** A store that cannot be written, such as a backup on a read-only mount. */

import assert from "node:assert/strict";
import { runProgram, startProgram } from "../program.ts";
import { formatToolCall, HANDSHAKE, parseResponses } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const CSV = "subject,customer\nCard lost,ada@example.com\n";

Deno.test({
  name: "serve --read-only serves a copy of a store that cannot be written, and leaves no file behind",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await TemporaryFolder.create();
    const [csv, db, temporary] = [folder.file("tickets.csv"), folder.file("desk.db"), folder.file("temporary")];
    await Deno.writeTextFile(csv, CSV);
    assert.equal((await runProgram(["import", csv, "--db", db])).code, 0);
    for (const companion of ["-wal", "-shm", ".lock"]) await Deno.remove(db + companion).catch(() => {});
    await Deno.chmod(db, 0o400);
    await Deno.mkdir(temporary);
    const bytes = await Deno.readFile(db);

    await using running = startProgram(["serve", "--read-only", "--db", db], { env: { TMPDIR: temporary } });
    await running.write(HANDSHAKE + formatToolCall(1, "get_ticket", { ticket_id: "1" }));
    await running.closeInput();
    const { code, stdout, stderr } = await running.waitForExit();
    assert.equal(code, 0, stderr);
    assert.match(stderr, /desk\.db" cannot be written, so a copy of it is served/);
    const found = parseResponses(stdout).find(({ id }) => id === 1);
    assert.match(JSON.stringify(found!.result!.structuredContent), /Card lost/);
    assert.deepEqual(await Array.fromAsync(Deno.readDir(temporary)), []);
    assert.deepEqual((await folder.listNames()).filter((name) => name.startsWith("desk.db")), ["desk.db"]);
    assert.deepEqual(await Deno.readFile(db), bytes);
  },
});
