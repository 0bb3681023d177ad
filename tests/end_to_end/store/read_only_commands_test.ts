/** Commands on a store that cannot be written. */

import assert from "node:assert/strict";
import { runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const CSV = "subject,customer\nCard lost,ada@example.com\n";

Deno.test({
  name: "check, doctor, backup and export read a store that cannot be written, and leave no file behind",
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
    const run = (...args: string[]) =>
      runProgram([...args, "--db", db], { env: { TMPDIR: temporary, HOME: folder.path } });

    const check = await run("check");
    assert.match(
      check.stdout,
      /^Checked .*desk\.db with 1 ticket and 1 customer in .*: no problems\.\n$/,
      check.stderr,
    );
    assert.equal(check.code, 0);
    assert.match(
      (await run("doctor")).stdout,
      /ok +Desk: .*desk\.db has 1 ticket .* It cannot be written: only serve --read-only serves it\./,
    );
    assert.match((await run("export")).stdout, /Card lost/);
    assert.equal((await run("backup", folder.file("backup.db"))).code, 0);
    const repair = await run("check", "--repair");
    assert.equal(repair.code, 1);
    assert.match(
      repair.stderr,
      /^support-mcp: Cannot repair .*desk\.db: it is read-only\. Make the file and its folder/,
    );

    assert.deepEqual(await Array.fromAsync(Deno.readDir(temporary)), []);
    const names = (await folder.listNames()).filter((name) => name.startsWith("desk.db"));
    assert.deepEqual(names, ["desk.db"]);
    assert.deepEqual(await Deno.readFile(db), bytes);
  },
});
