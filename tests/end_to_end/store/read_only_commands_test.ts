/** Commands on a store that cannot be written. */

import assert from "node:assert/strict";
import { getDenoCache, runProgram } from "../program.ts";
import { createReadOnlyFile, type ReadOnlyFile } from "./read_only_file.ts";

/** Returns a function that runs a command on the store. */
async function createRun({ folder, db, temporary }: ReadOnlyFile) {
  const env = { TMPDIR: temporary, HOME: folder.path, DENO_DIR: await getDenoCache() };
  return (...args: string[]) => runProgram([...args, "--db", db], { env });
}

Deno.test({
  name: "check, doctor, backup and export read a store that cannot be written, and leave no file behind",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using file = await createReadOnlyFile();
    const run = await createRun(file);

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
    assert.equal((await run("backup", file.folder.file("backup.db"))).code, 0);
    const repair = await run("check", "--repair");
    assert.equal(repair.code, 1);
    assert.match(
      repair.stderr,
      /^support-mcp: Cannot repair .*desk\.db: it is read-only\. Make the file and its folder/,
    );

    await file.assertUntouched();
  },
});

Deno.test({
  name: "the commands that show a part of the desk read a store that cannot be written, and others refuse it",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using file = await createReadOnlyFile();
    const run = await createRun(file);
    const [report, settings, approvals, webhooks, ...changes] = await Promise.all([
      run("report", "7d", "--format", "csv"),
      run("settings", "show"),
      run("approvals"),
      run("webhooks"),
      run("settings", "set", "reopen_days", "3"),
      run("approvals", "grant", "A1"),
      run("webhooks", "retry"),
    ]);
    assert.match(report.stdout, /\n[\d-]+,1,0,0,0,1,/, report.stderr);
    assert.match(settings.stdout, /^business_hours:/m, settings.stderr);
    assert.equal(approvals.stdout, `No changes wait for approval in ${file.db}.\n`, approvals.stderr);
    assert.equal(webhooks.stdout, "The settings have no webhooks.\n", webhooks.stderr);
    for (const { code, stderr } of changes) {
      assert.equal(code, 1);
      assert.match(stderr, /^support-mcp: .*desk\.db: it is read-only\./);
    }
    await file.assertUntouched();
  },
});
