import assert from "node:assert/strict";
import type { Approval } from "../../../../store/mod.ts";
import {
  createApproval,
  decideApproval,
  expireApproval,
  parseApprovalId,
  parseFrozenChange,
  requireNotDecided,
  toApprovalRecord,
} from "../../../../store/rules/approvals/mod.ts";
import { HOST, HOUR, START } from "../../open_test_desk.ts";

const NOW = Date.parse(START);
const MERGE = { tool: "merge_tickets", ticket_id: "43", revision: 1, into_ticket_id: "42", into_revision: 2 } as const;
const PENDING: Approval = createApproval(7, { change: MERGE, question: "Merge?" }, HOST, NOW, 1);
const DANA = { by: { kind: "person", name: "dana", version: null }, via: "terminal" } as const;

Deno.test("expireApproval() expires a pending approval after 24 hours, and no other", () => {
  assert.equal(expireApproval(PENDING, NOW + 24 * HOUR - 1), PENDING);
  const expired = expireApproval(PENDING, NOW + 24 * HOUR);
  assert.deepEqual([expired.state, expired.reason], ["expired", "No one decided within 24 hours."]);
  const week = createApproval(8, { change: MERGE, question: "Merge?" }, HOST, NOW, 7);
  assert.equal(expireApproval(week, NOW + 7 * 24 * HOUR - 1), week);
  assert.equal(expireApproval(week, NOW + 7 * 24 * HOUR).reason, "No one decided within 7 days.");
  const granted = decideApproval(PENDING, "granted", DANA, { now: NOW, reason: null });
  assert.equal(expireApproval(granted, NOW + 48 * HOUR), granted);
});

Deno.test("requireNotDecided() says who decided, when and why", () => {
  requireNotDecided(PENDING);
  const rejected = decideApproval(PENDING, "rejected", DANA, { now: NOW, reason: " Not a duplicate " });
  for (
    const [approval, message] of [
      [rejected, `Approval A7 was already rejected by dana at ${START}. Reason: Not a duplicate`],
      [{ ...rejected, state: "granted", reason: null }, `Approval A7 was already granted by dana at ${START}.`],
      [
        { ...rejected, state: "failed", reason: "R." },
        `Approval A7 has failed (granted by dana at ${START}). Reason: R.`,
      ],
      [expireApproval(PENDING, Infinity), "Approval A7 has expired. Reason: No one decided within 24 hours."],
    ] as [Approval, string][]
  ) {
    assert.throws(() => requireNotDecided(approval), { code: "wrong_state", message });
  }
});

Deno.test("decideApproval() rejects a reason that is too long", () => {
  const decide = () => decideApproval(PENDING, "rejected", DANA, { now: NOW, reason: "x".repeat(2_001) });
  assert.throws(decide, { code: "invalid", message: /reason is too long: 2,001 characters \(limit 2,000\)/ });
});

Deno.test("toApprovalRecord() records the person and the place", () => {
  assert.deepEqual(toApprovalRecord(PENDING, "accepted", DANA), {
    asked: "person",
    question: "Merge?",
    outcome: "accepted",
    via: "terminal",
    by: "dana",
  });
});

Deno.test("parseApprovalId() reads ids, and numbers alone", () => {
  assert.deepEqual(["A7", "a7", " A12 ", "3"].map(parseApprovalId), [7, 7, 12, 3]);
  for (const id of ["", "A", "A0", "A-1", "A1.5", "B7", "A7; drop", `A${"9".repeat(16)}`]) {
    assert.throws(() => parseApprovalId(id), { code: "not_found", message: /List the approvals to see their ids/ });
  }
});

Deno.test("parseFrozenChange() normalizes a change, and rejects one that is never possible", () => {
  assert.deepEqual(
    parseFrozenChange({ tool: "update_account", email: " Bob@Example.com ", revision: 1, update: { name: " Bob " } }),
    { tool: "update_account", email: "bob@example.com", revision: 1, update: { name: "Bob" } },
  );
  assert.deepEqual(parseFrozenChange(MERGE), MERGE);
  assert.throws(() => parseFrozenChange({ ...MERGE, into_ticket_id: "43" }), {
    message: /cannot be merged into itself/,
  });
  assert.throws(() => parseFrozenChange({ ...MERGE, ticket_id: "x" }), { code: "not_found" });
});
