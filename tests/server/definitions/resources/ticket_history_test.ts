import assert from "node:assert/strict";
import { assertInvalidParams, call, readText } from "../../call.ts";
import { connect } from "../../connect.ts";

const by = { kind: "host", name: "test", version: null } as const;

Deno.test("ticket://{ticket_id}/history contains the events, with long texts truncated", async () => {
  await using connected = await connect();
  await connected.desk.tickets.addComment("42", { kind: "note", body: "x".repeat(1_000) }, { by });
  const { events, cursor } = JSON.parse(await readText(connected.client, "ticket://42/history"));
  assert.deepEqual(events.map(({ what }: { what: string }) => what), ["created", "commented"]);
  assert.equal(events[0].ticket_id, "42");
  assert.equal(events[1].comment.body, `${"x".repeat(300)}…`);
  assert.deepEqual(events[1].truncated, ["comment.body: 300 of 1000 characters; get_ticket returns the full text"]);
  assert.equal(cursor, null);
});

Deno.test("ticket://{ticket_id}/history returns a cursor that get_history accepts", async () => {
  await using connected = await connect();
  for (let number = 1; number <= 100; number++) {
    await connected.desk.tickets.addComment("42", { kind: "note", body: String(number) }, { by });
  }
  const text = await readText(connected.client, "ticket://42/history");
  assert.ok(text.length < 24_000, `${text.length}`);
  let { events, cursor } = JSON.parse(text);
  const revisions = events.map(({ revision }: { revision: number }) => revision);
  while (cursor !== null) {
    ({ events, cursor } = (await call(connected.client, "get_history", { ticket_id: "42", cursor })).data);
    revisions.push(...events.map(({ revision }: { revision: number }) => revision));
  }
  assert.deepEqual(revisions, Array.from({ length: 101 }, (_, index) => index + 1));
});

Deno.test("ticket://{ticket_id}/history fails for an unknown ticket", async () => {
  await using connected = await connect();
  await assertInvalidParams(readText(connected.client, "ticket://7/history"), /Ticket #7 not found\./);
});
