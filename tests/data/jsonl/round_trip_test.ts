import fc from "fast-check";
import assert from "node:assert/strict";
import { exportLines } from "../../../data/jsonl/write.ts";
import { type Desk, openDesk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { emptyDesk, importFile } from "../importing.ts";
import { history, live } from "./random_desk.ts";

async function exported(desk: Desk): Promise<string> {
  return (await Array.fromAsync(exportLines(desk), ({ text }) => text)).join("");
}

/** All that readers can ask about every ticket and customer. */
async function everything({ tickets, customers }: Desk) {
  const ids = (await tickets.completeId("", 100)).toReversed();
  const emails = await customers.completeEmail("", 100);
  return {
    stats: await tickets.stats(),
    open: await tickets.listOpen(100),
    found: await tickets.search("first", { limit: 100 }),
    tickets: await Promise.all(ids.map(async (id) => {
      const ticket = await tickets.get(id);
      const files = await Promise.all(ticket.attachments.map(({ name }) => tickets.attachment(id, name)));
      const comments = await tickets.comments(id, { limit: 100 });
      return { ticket, comments, files, history: await tickets.history(id, { limit: 100 }) };
    })),
    customers: await Promise.all(emails.map(async (email) => ({
      customer: await customers.get(email),
      history: await customers.history(email),
    }))),
  };
}

Deno.test("export and import of any desk give an equal one, to the byte", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.file("desk.jsonl");
  await fc.assert(
    fc.asyncProperty(history, async (actions) => {
      await using desk = await emptyDesk();
      await live(desk, actions);
      const text = await exported(desk);
      await Deno.writeTextFile(path, text);

      await using copy = await emptyDesk();
      const { refused, remarks } = await importFile(copy, path);
      assert.deepEqual([refused, remarks], [[], []]);
      assert.equal(await exported(copy), text);
      assert.deepEqual(await everything(copy), await everything(desk));
      const again = await importFile(copy, path);
      assert.deepEqual([again.refused, again.summary.tickets.added, again.summary.customers.added], [[], 0, 0]);
    }),
    { numRuns: 25 },
  );
});

Deno.test("a desk goes on where its export was: the next id is new, and histories grow", async () => {
  await using folder = await TemporaryFolder.make();
  await using desk = await emptyDesk();
  await live(desk, []);
  await Deno.writeTextFile(folder.file("desk.jsonl"), await exported(desk));
  await using copy = await emptyDesk();
  await importFile(copy, folder.file("desk.jsonl"));
  const by = { kind: "person", name: "Bob", version: null } as const;
  const created = await copy.tickets.create({ subject: "Next", customer: "bob@example.com" }, { by });
  assert.equal(created.id, "2");
  await copy.tickets.close("1", "Done.", { by });
  assert.deepEqual((await copy.tickets.history("1")).items.map(({ what }) => what), ["created", "closed"]);
});

Deno.test("a ticket with more comments than one commit holds goes out and in whole", async () => {
  await using folder = await TemporaryFolder.make();
  await using desk = await emptyDesk();
  const by = { kind: "person", name: "Bob", version: null } as const;
  await live(desk, []);
  for (let number = 1; number <= 60; number++) {
    const words = Array.from({ length: 40 }, (_, index) => `word${number}x${index}`);
    await desk.tickets.comment("1", { kind: "note", body: `${words.join(" ")} ${"é".repeat(9_000)}` }, { by });
  }
  await Deno.writeTextFile(folder.file("desk.jsonl"), await exported(desk));
  await using copy = await openCopy(folder.file("copy.db"));
  assert.deepEqual((await importFile(copy, folder.file("desk.jsonl"))).refused, []);
  assert.equal(await exported(copy), await exported(desk));
  assert.equal((await copy.tickets.search("word60x39")).items.length, 1);
});

async function openCopy(path: string): Promise<Desk & AsyncDisposable> {
  const desk = await openDesk(path);
  return { ...desk, [Symbol.asyncDispose]: () => desk.close() };
}
