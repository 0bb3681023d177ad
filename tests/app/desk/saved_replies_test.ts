import assert from "node:assert/strict";
import type { TicketRow } from "../../../app/desk/mod.ts";
import { listSavedReplies, readSavedReply } from "../../../app/desk/second/mod.ts";
import { TestBridge } from "../test_bridge.ts";

const BY = { kind: "system", name: "test", version: null } as const;
const TICKET = { id: "42", subject: "A <b> & {{user.name}}", customer: "a@b.example" } as TicketRow;

Deno.test("a saved reply comes whole, with the variables that have a value", async () => {
  await using bridge = await TestBridge.open();
  const body = `Hi {{customer.name}}, #{{ticket.id}} "{{ ticket.subject }}" {{customer.email}}\n${
    "x".repeat(1000)
  }{{user.name}}`;
  const saved_replies = { refund: { title: "Refund", body } };
  await bridge.store.settings.change((document) => ({ ...document, saved_replies }), { by: BY });
  assert.deepEqual((await listSavedReplies(bridge)).map(({ name, title }) => [name, title]), [["refund", "Refund"]]);
  const text = await readSavedReply(bridge, "refund", TICKET, { customer: "Bo", user: "" });
  assert.ok(text.startsWith('Hi Bo, #42 "A <b> & {{user.name}}" a@b.example\nxxx'));
  assert.ok(text.endsWith("x{{user.name}}"));
});
