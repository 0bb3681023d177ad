/** Commands on a store that cannot be written. */

import assert from "node:assert/strict";
import { runProgram } from "../program.ts";
import { createReadOnlyFile } from "./read_only_file.ts";

Deno.test({
  name: "check, doctor, backup and export read a store that cannot be written, and leave no file behind",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using file = await createReadOnlyFile();
    const { folder, db, temporary } = file;
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

    await file.assertUntouched();
  },
});
