import assert from "node:assert/strict";
import { readHistory, readTicket } from "../../../app/desk/read_ticket.ts";
import { toTimeline } from "../../../app/desk/second/mod.ts";
import { TestBridge } from "../test_bridge.ts";

const BY = { kind: "host", name: "test", version: null, on_behalf_of: "Ana Marques" } as const;

function fill(start: string, length: number): string {
  return `${start} ${Array.from({ length }, (_, index) => index).join(" ")}`.slice(0, length);
}

Deno.test("readTicket() joins texts and comments that come over several pages", async () => {
  await using bridge = await TestBridge.open();
  const { tickets } = bridge.store;
  const description = fill("description", 20_000);
  const bodies = [fill("first", 19_000), fill("second", 17_000), "short"];
  const { id } = await tickets.create({ subject: "Long", customer: "liam@brightleaf.example", description }, {
    by: BY,
  });
  for (const body of bodies) await tickets.addComment(id, { kind: "customer", body }, { by: BY });
  const resolution = fill("resolution", 9_000);
  await tickets.close(id, resolution, { by: BY });
  const { ticket, comments } = await readTicket(bridge, id);
  assert.equal(ticket.description, description);
  assert.equal(ticket.resolution, resolution);
  assert.deepEqual(comments.map(({ body }) => body), bodies);
});

Deno.test("toTimeline() puts the changes between the messages, and groups them", async () => {
  await using bridge = await TestBridge.open();
  const { tickets } = bridge.store;
  const input = { subject: "S", customer: "liam@brightleaf.example", description: "Help" };
  const { id } = await tickets.create(input, { by: BY });
  await tickets.update(id, { priority: "high" }, { by: BY });
  await tickets.update(id, { assignee: "Ana Marques" }, { by: BY });
  await tickets.addComment(id, { kind: "reply", body: "Hello" }, { by: BY });
  const { ticket, comments } = await readTicket(bridge, id);
  const items = toTimeline(ticket, comments, await readHistory(bridge, id));
  assert.deepEqual(items.map((item) => item.type === "message" ? item.kind : item.changes.length), [
    "customer",
    2,
    "reply",
  ]);
  const changes = items.flatMap((item) => item.type === "changes" ? item.changes : []);
  assert.deepEqual(changes.map(({ by, fields }) => [by, fields[0]!.field, fields[0]!.after]), [
    ["Ana Marques", "priority", "high"],
    ["Ana Marques", "assignee", "Ana Marques"],
  ]);
});

Deno.test("toTimeline() leaves out what a pause records besides the status", async () => {
  await using bridge = await TestBridge.open();
  const { tickets } = bridge.store;
  const { id } = await tickets.create({ subject: "S", customer: "liam@brightleaf.example" }, { by: BY });
  for (const status of ["pending", "open"] as const) await tickets.update(id, { status }, { by: BY });
  const { ticket, comments } = await readTicket(bridge, id);
  const items = toTimeline(ticket, comments, await readHistory(bridge, id));
  const changes = items.flatMap((item) => item.type === "changes" ? item.changes : []);
  const fields = changes.flatMap(({ fields }) => fields.map(({ field, after }) => [field, after]));
  assert.deepEqual(fields, [["status", "pending"], ["status", "open"]]);
});
