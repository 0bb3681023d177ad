import assert from "node:assert/strict";
import { exportLines } from "../../../data/jsonl/export_lines.ts";
import { type Desk, openDesk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import fc from "../../fast_check.ts";
import { importFile, openEmptyDesk } from "../import_file.ts";
import { applyActions, history } from "./random_desk.ts";

async function exportDesk(desk: Desk): Promise<string> {
  return (await Array.fromAsync(exportLines(desk), ({ text }) => text)).join("");
}

/** Reads everything that readers can see of every ticket and customer. */
async function readEverything({ tickets, customers }: Desk) {
  const ids = (await tickets.completeId("", 100)).toReversed();
  const emails = await customers.completeEmail("", 100);
  return {
    stats: await tickets.getStats(),
    open: await tickets.listOpen(100),
    found: await tickets.search("first", { limit: 100 }),
    tickets: await Promise.all(ids.map(async (id) => {
      const ticket = await tickets.get(id);
      const files = await Promise.all(ticket.attachments.map(({ name }) => tickets.getAttachment(id, name)));
      const comments = await tickets.listComments(id, { limit: 100 });
      return { ticket, comments, files, history: await tickets.listEvents(id, { limit: 100 }) };
    })),
    customers: await Promise.all(emails.map(async (email) => ({
      customer: await customers.get(email),
      history: await customers.listEvents(email),
    }))),
  };
}

Deno.test("export and import of any desk give an equal desk, byte for byte", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.jsonl");
  await fc.assert(
    fc.asyncProperty(history, async (actions) => {
      await using desk = await openEmptyDesk();
      await applyActions(desk, actions);
      const text = await exportDesk(desk);
      await Deno.writeTextFile(path, text);

      await using copy = await openEmptyDesk();
      const { refused, remarks } = await importFile(copy, path);
      assert.deepEqual([refused, remarks], [[], []]);
      assert.equal(await exportDesk(copy), text);
      assert.deepEqual(await readEverything(copy), await readEverything(desk));
      const again = await importFile(copy, path);
      assert.deepEqual([again.refused, again.summary.tickets.added, again.summary.customers.added], [[], 0, 0]);
    }),
    { numRuns: 25 },
  );
});

Deno.test("export and import keep a refusal before the first change", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  const by = { kind: "host", name: "test", version: null } as const;
  const { id } = await desk.tickets.create({ subject: "One", customer: "a@b.c", description: "Text" }, { by });
  await desk.tickets.recordRefusal(id, { by });
  const text = await exportDesk(desk);
  await Deno.writeTextFile(folder.file("desk.jsonl"), text);
  await using copy = await openEmptyDesk();
  assert.deepEqual((await importFile(copy, folder.file("desk.jsonl"))).refused, []);
  assert.equal(await exportDesk(copy), text);
});

Deno.test("an imported desk continues its ids and histories", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await applyActions(desk, []);
  await Deno.writeTextFile(folder.file("desk.jsonl"), await exportDesk(desk));
  await using copy = await openEmptyDesk();
  await importFile(copy, folder.file("desk.jsonl"));
  const by = { kind: "person", name: "Bob", version: null } as const;
  const created = await copy.tickets.create({ subject: "Next", customer: "bob@example.com" }, { by });
  assert.equal(created.id, "2");
  await copy.tickets.close("1", "Done.", { by });
  assert.deepEqual((await copy.tickets.listEvents("1")).items.map(({ what }) => what), ["created", "closed"]);
});

Deno.test("a ticket with more comments than one commit holds is exported and imported completely", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  const by = { kind: "person", name: "Bob", version: null } as const;
  await applyActions(desk, []);
  for (let number = 1; number <= 60; number++) {
    const words = Array.from({ length: 40 }, (_, index) => `word${number}x${index}`);
    await desk.tickets.addComment("1", { kind: "note", body: `${words.join(" ")} ${"é".repeat(9_000)}` }, { by });
  }
  await Deno.writeTextFile(folder.file("desk.jsonl"), await exportDesk(desk));
  await using copy = await openCopy(folder.file("copy.db"));
  assert.deepEqual((await importFile(copy, folder.file("desk.jsonl"))).refused, []);
  assert.equal(await exportDesk(copy), await exportDesk(desk));
  assert.equal((await copy.tickets.search("word60x39")).items.length, 1);
});

async function openCopy(path: string): Promise<Desk & AsyncDisposable> {
  const desk = await openDesk(path);
  return { ...desk, [Symbol.asyncDispose]: () => desk.close() };
}

Deno.test("export and import keep the settings with their history", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  const by = { kind: "person", name: "dana", version: null } as const;
  await desk.settings.change(() => ({ team: { Ana: {} } }), { by });
  await desk.settings.change(() => ({ team: { Ana: { away: true } }, reopen_days: 3 }), { by });
  const text = await exportDesk(desk);
  await Deno.writeTextFile(folder.file("desk.jsonl"), text);
  await using copy = await openEmptyDesk();
  const { refused, summary } = await importFile(copy, folder.file("desk.jsonl"));
  assert.deepEqual([refused, summary.settings], [[], { added: 1, existing: 0 }]);
  assert.equal(await exportDesk(copy), text);
  assert.deepEqual(await copy.settings.listEvents(), await desk.settings.listEvents());
  assert.deepEqual((await importFile(copy, folder.file("desk.jsonl"))).summary.settings, { added: 0, existing: 1 });
});

const toWord = (count: number) => String.fromCharCode(96 + count).repeat(5);

Deno.test("export and import keep articles with every revision, also long histories", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  const by = { kind: "person", name: "dana", version: null } as const;
  await desk.knowledge.save(null, { title: "Refunds", body: "Five days.", tags: ["billing"], language: "en" }, { by });
  await desk.knowledge.save(null, { title: "Long", body: "word ".repeat(7_000) }, { by });
  for (let count = 1; count <= 20; count++) {
    await desk.knowledge.save("long", { body: `${toWord(count)} ${"é ".repeat(15_000)}` }, { by });
  }
  await desk.knowledge.archive("refunds", true, { by });
  const text = await exportDesk(desk);
  await Deno.writeTextFile(folder.file("desk.jsonl"), text);

  await using copy = await openEmptyDesk();
  const dry = await importFile(copy, folder.file("desk.jsonl"), { archive: copy.archive.dryRun() });
  assert.deepEqual([dry.refused, dry.summary.articles], [[], { added: 2, existing: 0 }]);
  assert.deepEqual((await copy.knowledge.list()).items, []);
  const { refused, summary } = await importFile(copy, folder.file("desk.jsonl"));
  assert.deepEqual([refused, summary.articles], [[], { added: 2, existing: 0 }]);
  assert.equal(await exportDesk(copy), text);
  assert.deepEqual((await copy.knowledge.search(toWord(20))).items.map(({ id }) => id), ["long"]);
  assert.deepEqual((await copy.knowledge.search(toWord(19))).items, []);
  assert.deepEqual((await importFile(copy, folder.file("desk.jsonl"))).summary.articles, { added: 0, existing: 2 });

  await copy.knowledge.save("long", { title: "Other" }, { by });
  const again = await importFile(copy, folder.file("desk.jsonl"));
  assert.deepEqual(again.refused, ["desk.jsonl:3 Article long already exists, with a different title."]);
  assert.equal((await copy.knowledge.get("long")).title, "Other");
});

Deno.test("an article whose history has gaps or wrong values is rejected", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  const content = { title: "A", tags: [], language: null, audience: "public", archived: false, body: "x" };
  const revision = {
    revision: 1,
    at: "2026-11-01T09:00:00Z",
    what: "created",
    by: { kind: "system", name: "x", version: null },
    content,
  };
  const lines = [
    { type: "article", id: "a", revisions: [] },
    { type: "article", id: "b", revisions: [revision, { ...revision, revision: 3 }] },
    { type: "article", id: "c", revisions: [{ ...revision, content: { ...content, body: "" } }] },
    { type: "article", id: "d", revisions: [{ ...revision, content: { ...content, audience: "all" } }] },
  ];
  const text = [{ type: "support-mcp", version: 1 }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
  await Deno.writeTextFile(folder.file("desk.jsonl"), text);
  const { refused } = await importFile(desk, folder.file("desk.jsonl"));
  assert.deepEqual(refused.slice(0, 3), [
    "desk.jsonl:2 Article a has no revisions.",
    "desk.jsonl:3 The history of article b has gaps.",
    "desk.jsonl:4 body is empty. Enter at least one character that is not white space.",
  ]);
  assert.match(refused[3]!, /^desk\.jsonl:5 Not a valid line of an export: revisions\.0\.content\.audience: /);
  assert.deepEqual((await desk.knowledge.list()).items, []);
});
