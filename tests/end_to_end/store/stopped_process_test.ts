import assert from "node:assert/strict";
import { Child } from "../../store/kv/processes/child.ts";
import { until } from "../../until.ts";
import { type RunningProgram, runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const options = { ignore: Deno.build.os === "windows" };

const INITIALIZE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
});

interface Desk {
  db: string;
  /** A stopped process that holds the lock. */
  holder: Child;
}

/** Runs a test with a store of one ticket, whose lock a stopped process holds. */
async function withStoppedHolder(work: (desk: Desk) => Promise<void>): Promise<void> {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("desk.db");
  await Deno.writeTextFile(folder.file("t.csv"), "subject,customer\nOne,a@b.c\n");
  assert.equal((await runProgram(["import", folder.file("t.csv"), "--db", db])).code, 0);
  await using holder = new Child("lock_child.ts", [db]);
  await until(() => holder.lines.includes("held"), "the child holds the lock");
  holder.signal("SIGSTOP");
  await work({ db, holder });
}

function call(id: number, name: string, args: Record<string, unknown>): string {
  return `${JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args } })}\n`;
}

function create(id: number): string {
  return call(id, "create_ticket", { subject: "Two", customer: "a@b.c" });
}

async function waitForResponse(server: RunningProgram, id: number): Promise<string> {
  const text = await server.waitForOutput((text) => text.includes(`"id":${id}`));
  return text.split("\n").find((line) => line.includes(`"id":${id}`))!;
}

Deno.test("reading commands and servers work while a stopped process holds the lock", options, async () => {
  await withStoppedHolder(async ({ db, holder }) => {
    const exported = await runProgram(["export", "--db", db]);
    assert.equal(exported.code, 0);
    assert.match(exported.stdout, /"subject":"One"/);
    const doctor = await runProgram(["doctor", "--db", db]);
    assert.equal(doctor.code, 1);
    assert.match(doctor.stdout, /^ok {5}Desk: .*has 1 ticket \(1 open\)/m);
    const failure =
      `^failed Desk: Nothing can be written to .*: process ${holder.pid} .*has held its lock since .*kill -CONT`;
    assert.match(doctor.stdout, new RegExp(failure, "m"));
    await using server = startProgram(["serve", "--db", db]);
    await server.write(`${INITIALIZE}\n${call(2, "get_ticket", { ticket_id: "1" })}`);
    assert.match(await waitForResponse(server, 2), /One/);
  });
});

Deno.test(
  "a write waits, is refused after --lock-timeout with the holder's name, and works once it is gone",
  options,
  async () => {
    await withStoppedHolder(async ({ db, holder }) => {
      await using server = startProgram(["serve", "--db", db, "--lock-timeout", "6"]);
      await server.write(`${INITIALIZE}\n${create(2)}`);
      const warning = new RegExp(`Waiting to write: process ${holder.pid} .*has held its lock since \\d{4}-`);
      await server.waitForErrors((text) => warning.test(text));
      const refused = await waitForResponse(server, 2);
      assert.match(refused, /"isError":true/);
      assert.match(refused, new RegExp(`Cannot save to the store .*process ${holder.pid} .*Nothing was changed\\.`));
      await holder.kill();
      await server.write(create(3));
      assert.doesNotMatch(await waitForResponse(server, 3), /"isError":true/);
      await server.write(call(4, "ticket_stats", {}));
      assert.match(await waitForResponse(server, 4), /2 tickets|"total\\?":2/);
    });
  },
);

Deno.test("a write that waits when the input ends gets an error before the server exits", options, async () => {
  await withStoppedHolder(async ({ db, holder }) => {
    await using server = startProgram(["serve", "--db", db]);
    await server.write(`${INITIALIZE}\n${create(2)}`);
    await waitForResponse(server, 1);
    await server.closeInput();
    const { code, stdout } = await server.waitForExit();
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`process ${holder.pid} .*Nothing was changed.*"id":2`));
  });
});
