import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Findings, salvageStore } from "../../../../store/kv/check/mod.ts";
import { encodeKey } from "../../../../store/kv/rows/mod.ts";
import { type ArchivedTicket, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { BY, openTestDesk } from "../../open_test_desk.ts";

/** Creates a store with a ticket whose description and comment have changed, and returns its export. */
async function createStore(path: string): Promise<ArchivedTicket> {
  const desk = await openDesk(path);
  await desk.tickets.create({ subject: "Kettle", description: "one", customer: "ada@example.com" }, BY);
  await desk.tickets.update("1", { description: "two" }, BY);
  await desk.tickets.addComment("1", { kind: "note", body: "first" }, BY);
  await desk.tickets.editComment("1", 1, { body: "second" }, BY);
  await desk.tickets.update("1", { description: "three" }, BY);
  const [ticket] = await Array.fromAsync(desk.archive.exportTickets());
  await desk.close();
  return ticket!;
}

async function salvageTicket(path: string): Promise<ArchivedTicket> {
  for await (const each of salvageStore(path, new Findings())) if (each.kind === "ticket") return each.item;
  throw new Error("No ticket was salvaged");
}

Deno.test("a salvaged ticket has the texts that were replaced, like an export", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const exported = await createStore(path);
  assert.deepEqual(await salvageTicket(path), exported);
});

for (const revision of [2, 5]) {
  Deno.test(`a salvaged ticket that has lost the change of its description at revision ${revision} can be imported`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = folder.file("desk.db");
    await createStore(path);
    using database = new DatabaseSync(path);
    database.prepare("DELETE FROM kv WHERE k = ?").run(encodeKey(["event", "ticket", 1, revision]));
    database.close();
    const ticket = await salvageTicket(path);
    await using copy = await openTestDesk();
    await copy.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
    assert.deepEqual(await copy.archive.importTickets([ticket], BY.by), [{ outcome: "added", id: "1" }]);
    assert.equal((await copy.tickets.get("1")).description, "three");
    assert.equal((await copy.tickets.listEvents("1")).items[3]!.earlier_text, "first");
  });
}
