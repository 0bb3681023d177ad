/** Approvals of exports: the store records the decision, and another part writes the file. */

import assert from "node:assert/strict";
import { type Desk, DeskError, type DocumentExport, type WriteDocument } from "../../../../store/mod.ts";
import { openDemoDesk } from "../../../server/connect.ts";

const BY = { kind: "host", name: "test", version: null } as const;
const DECISION = { by: { kind: "person", name: "dana", version: null }, via: "terminal" } as const;
const CHANGE: DocumentExport = {
  tool: "export_ticket",
  ticket_id: "42",
  revision: 1,
  path: "/srv/reports/ticket.log",
  folder: "/srv/reports",
  machine: "desk-1",
};

/** Runs a test with a pending approval A1 of the export, and a writer that records what it does. */
async function withApproval(work: (desk: Desk, write: WriteDocument, files: string[]) => Promise<void>): Promise<void> {
  const desk = await openDemoDesk();
  const files: string[] = [];
  try {
    await desk.approvals.request({ change: CHANGE, question: "Write it?" }, { by: BY });
    await work(desk, ({ path }) => {
      files.push(path);
      return Promise.resolve({ remove: () => Promise.resolve(void files.pop()) });
    }, files);
  } finally {
    await desk.close();
  }
}

Deno.test("grant() writes the document of an export once", () =>
  withApproval(async (desk, write, files) => {
    assert.equal((await desk.approvals.grant("A1", DECISION, write)).state, "granted");
    await assert.rejects(desk.approvals.grant("A1", DECISION, write), { code: "wrong_state" });
    assert.deepEqual(files, [CHANGE.path]);
    assert.equal((await desk.tickets.get("42")).revision, 1);
  }));

Deno.test("grant() without a writer leaves an export pending", () =>
  withApproval(async (desk) => {
    await assert.rejects(desk.approvals.grant("A1", DECISION), { code: "wrong_state", message: /in a terminal/ });
    assert.equal((await desk.approvals.get("A1")).state, "pending");
  }));

Deno.test("grant() records the reason if the document cannot be written", () =>
  withApproval(async (desk) => {
    const fail = () => Promise.reject(new DeskError("already_exists", "The file already exists."));
    const { state, reason } = await desk.approvals.grant("A1", DECISION, fail);
    assert.deepEqual([state, reason], ["failed", "The file already exists."]);
  }));

Deno.test("grant() leaves an export pending on a machine that does not have the folder", () =>
  withApproval(async (desk) => {
    const refuse = () => Promise.reject(new DeskError("unavailable", "The folder is on desk-1."));
    await assert.rejects(desk.approvals.grant("A1", DECISION, refuse), { code: "unavailable" });
    assert.equal((await desk.approvals.get("A1")).state, "pending");
  }));

Deno.test("grant() removes the document if the ticket changes, or the export is rejected, while it is written", () =>
  withApproval(async (desk, write, files) => {
    const { approval } = await desk.approvals.request({ change: { ...CHANGE, path: "/srv/b.log" }, question: "?" }, {
      by: BY,
    });
    const rejecting = desk.approvals.grant("A1", DECISION, async (change) => {
      await desk.approvals.reject("A1", null, DECISION);
      return await write(change);
    });
    await assert.rejects(rejecting, { code: "wrong_state" });
    assert.deepEqual([files, (await desk.approvals.get("A1")).state], [[], "rejected"]);
    const changed = await desk.approvals.grant(approval.id, DECISION, async (change) => {
      await desk.tickets.addComment("42", { kind: "note", body: "More." }, { by: BY });
      return await write(change);
    });
    assert.deepEqual([files, changed.state], [[], "expired"]);
  }));

Deno.test("check() rejects an export of another revision", () =>
  withApproval(async (desk) => {
    await desk.approvals.check(CHANGE);
    await assert.rejects(desk.approvals.check({ ...CHANGE, revision: 7 }), { code: "stale_revision" });
    await assert.rejects(desk.approvals.check({ ...CHANGE, ticket_id: "99" }), { code: "not_found" });
  }));
