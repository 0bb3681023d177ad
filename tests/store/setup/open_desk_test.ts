import assert from "node:assert/strict";
import { type Actor, type Change, type Desk, openDesk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { until } from "../../until.ts";

const by: Actor = { kind: "system", name: "test", version: null };

async function createTicket(desk: Desk, subject: string): Promise<string> {
  await desk.customers.create({ email: "ana@example.com", name: "Ana" }, { by }).catch((error) => {
    if (error.code !== "already_exists") throw error;
  });
  return (await desk.tickets.create({ subject, customer: "ana@example.com" }, { by })).id;
}

Deno.test("openDesk() keeps a desk in a file", async () => {
  await using folder = await TemporaryFolder.create();
  const location = folder.file("deep/desk.db");
  const desk = await openDesk(location);
  const id = await createTicket(desk, "Can't log in");
  await desk.close();
  const again = await openDesk(location);
  assert.equal((await again.tickets.get(id)).subject, "Can't log in");
  await again.close();
});

Deno.test("openDesk() of :memory: opens a separate desk each time", async () => {
  const [one, other] = await Promise.all([openDesk(":memory:"), openDesk(":memory:")]);
  const id = await createTicket(one, "Only here");
  await assert.rejects(other.tickets.get(id), { code: "not_found" });
  await Promise.all([one.close(), other.close()]);
});

Deno.test("two desks on one file are one desk", async () => {
  await using folder = await TemporaryFolder.create();
  const [one, other] = await Promise.all([openDesk(folder.file("desk.db")), openDesk(folder.file("desk.db"))]);
  const seen: Change[] = [];
  other.changes.subscribe((change) => seen.push(change));
  const id = await createTicket(one, "From one");
  assert.equal((await other.tickets.get(id)).subject, "From one");
  assert.equal(await createTicket(other, "From the other"), String(Number(id) + 1));
  await until(() => seen.filter(({ kind }) => kind === "ticket").length === 2, "both tickets were reported");
  await one.close();
  assert.equal((await other.tickets.getStats()).total, 2);
  await other.close();
});

Deno.test("openDesk() reports the desk's changes to listeners", async () => {
  const desk = await openDesk(":memory:");
  const seen: Change[] = [];
  desk.changes.subscribe((change) => seen.push(change));
  const id = await createTicket(desk, "Told");
  await until(() => seen.length === 2, "both changes were reported");
  assert.deepEqual(seen, [{ kind: "customer", email: "ana@example.com" }, { kind: "ticket", id }]);
  await desk.close();
});

Deno.test("openDesk() uses the clock of its options", async () => {
  const desk = await openDesk(":memory:", { now: () => Date.UTC(2026, 10, 1, 9, 30) });
  const id = await createTicket(desk, "On time");
  assert.equal((await desk.tickets.get(id)).created_at, "2026-11-01T09:30:00.000Z");
  await desk.close();
});

Deno.test("Desk.close() completes pending writes, rejects new ones, and can be called twice", async () => {
  await using folder = await TemporaryFolder.create();
  const desk = await openDesk(folder.file("desk.db"));
  await createTicket(desk, "first");
  const writing = Promise.allSettled(Array.from({ length: 20 }, (_, index) => createTicket(desk, `late ${index}`)));
  await Promise.all([desk.close(), desk.close()]);
  await desk.close();
  const outcomes = await writing;
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  for (const { reason } of refused) assert.equal(String(reason), "DeskError: The desk is closed.");
  const again = await openDesk(folder.file("desk.db"));
  assert.equal((await again.tickets.getStats()).total, 1 + outcomes.length - refused.length);
  await again.close();
  await assert.rejects(createTicket(desk, "too late"), { code: "unavailable" });
});

Deno.test("openDesk() explains why a location is not a desk", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("notes.txt");
  await Deno.writeTextFile(path, "not a database");
  await assert.rejects(openDesk(path), {
    name: "DeskError",
    code: "unavailable",
    message: /notes\.txt is not a support-mcp store/,
  });
  await assert.rejects(openDesk(""), { name: "DeskError", code: "unavailable", message: /location is empty/ });
  assert.equal(await Deno.readTextFile(path), "not a database");
});
