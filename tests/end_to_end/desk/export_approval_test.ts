/** An export under an unusual name waits, and a person who grants it in a terminal writes the file. */

import assert from "node:assert/strict";
import { type RunningProgram, runProgram, startProgram } from "../program.ts";
import { formatToolCall, HANDSHAKE, waitForResponse } from "../protocol_lines.ts";
import { createSharedFolder, listNames, type SharedFolder } from "../../server/files/shared_folder.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const unix = { ignore: Deno.build.os === "windows" };

interface World {
  place: SharedFolder;
  /** Calls a tool as a host that cannot ask anyone. */
  call(name: string, args: Record<string, unknown>): Promise<string>;
  approvals(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
}

async function callTool(server: RunningProgram, id: number, name: string, args: Record<string, unknown>) {
  await server.write(formatToolCall(id, name, args));
  const { result } = await waitForResponse(id, server);
  return (result!.content as { text: string }[])[0]!.text;
}

async function withWorld(work: (world: World) => Promise<void>): Promise<void> {
  await using folder = await TemporaryFolder.create();
  await using place = await createSharedFolder();
  const db = folder.file("desk.db");
  await using server = startProgram(["serve", "--demo", "--db", db, "--files", place.shared]);
  await server.write(HANDSHAKE);
  await waitForResponse(0, server);
  let calls = 0;
  await work({
    place,
    call: (name, args) => callTool(server, ++calls, name, args),
    approvals: (...args) => runProgram(["approvals", ...args, "--db", db, "--user", "dana"]),
  });
}

Deno.test(
  "approvals grant writes an export at the path that it shows",
  unix,
  () =>
    withWorld(async ({ place, call, approvals }) => {
      const refused = await call("export_ticket", { ticket_id: "42", path: "ticket-42.log" });
      assert.match(refused, /^approval_required: export_ticket needs a person's approval, .* approvals grant A1 /);
      assert.deepEqual(await listNames(place.shared), []);
      const path = `${place.shared}/ticket-42.log`;
      const list = await approvals();
      assert.ok(
        list.stdout.includes(`Write ticket #42 (revision 1) as a document to "${path}"? Written by customers: `),
      );
      assert.match(await call("get_approval", { approval_id: "A1" }), /^A1 \[pending\] export_ticket/);

      const granted = await approvals("grant", "A1");
      const done = `Granted A1: write ticket #42 (revision 1) to ${path}.\n`;
      assert.deepEqual([granted.code, granted.stdout, granted.stderr], [0, done, ""]);
      assert.match(await Deno.readTextFile(path), /^> This document quotes customers .*\n# Ticket #42\n/s);
      assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
      assert.match(await call("get_approval", { approval_id: "A1" }), /^A1 \[granted\] .*dana/);

      const again = await approvals("grant", "A1");
      assert.deepEqual([again.code, /was already granted by dana/.test(again.stderr)], [1, true]);
      assert.deepEqual(await listNames(place.shared), ["ticket-42.log"]);
    }),
);

Deno.test(
  "approvals grant writes no export of a ticket that has changed, or that was rejected",
  unix,
  () =>
    withWorld(async ({ place, call, approvals }) => {
      await call("export_ticket", { ticket_id: "42", path: "ticket-42.log" });
      await call("export_ticket", { ticket_id: "43", path: "ticket-43.log" });
      await call("add_comment", { ticket_id: "42", body: "More." });
      const expired = await approvals("grant", "A1");
      assert.equal(expired.code, 1);
      assert.match(expired.stderr, /A1 has expired, and nothing was changed: Ticket #42 is at revision 2, not 1/);
      assert.equal((await approvals("reject", "A2")).code, 0);
      assert.equal((await approvals("grant", "A2")).code, 1);
      assert.deepEqual(await listNames(place.shared), []);
    }),
);

Deno.test(
  "approvals grant neither overwrites a file nor follows a link",
  unix,
  () =>
    withWorld(async ({ place, call, approvals }) => {
      await Deno.mkdir(`${place.shared}/reports`);
      await call("export_ticket", { ticket_id: "42", path: "taken.log" });
      await call("export_ticket", { ticket_id: "42", path: "reports/ticket.log" });
      await Deno.writeTextFile(`${place.shared}/taken.log`, "mine");
      await Deno.remove(`${place.shared}/reports`);
      await Deno.symlink(place.elsewhere, `${place.shared}/reports`);

      const taken = await approvals("grant", "A1");
      assert.match(taken.stderr, /A1 has failed, and nothing was changed: .*taken\.log already exists/);
      assert.equal(await Deno.readTextFile(`${place.shared}/taken.log`), "mine");
      const linked = await approvals("grant", "A2");
      assert.match(linked.stderr, /A2 has failed, and nothing was changed: .* is outside the shared folders/);
      assert.deepEqual(await listNames(place.elsewhere), ["secret.txt"]);
    }),
);
