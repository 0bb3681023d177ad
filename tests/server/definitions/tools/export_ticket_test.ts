import assert from "node:assert/strict";
import { join } from "node:path";
import { call } from "../../call.ts";
import { shortenMarks } from "../../shorten_marks.ts";
import { connect, ERAS } from "../../connect.ts";
import { connectWithRoots } from "../../files/connect_with_roots.ts";
import { createSharedFolder, listNames } from "../../files/shared_folder.ts";

for (const era of ERAS) {
  Deno.test(`export_ticket writes a new file into the first root (${era})`, async () => {
    await using place = await createSharedFolder();
    await using connected = await connectWithRoots(era, [place.root, { uri: "file:///" }]);
    const { data, text } = await call(connected.client, "export_ticket", { ticket_id: 42, path: "ticket-42.md" });
    const path = join(place.shared, "ticket-42.md");
    const document = await Deno.readTextFile(path);
    const bytes = new TextEncoder().encode(document).length;
    assert.deepEqual(data, { ticket_id: "42", path, bytes, document: null, next_offset: null });
    assert.equal(text, `Wrote ticket #42 to ${path} (${bytes} bytes).`);

    const ticket = await connected.desk.tickets.get("42");
    assert.ok(document.startsWith("> This document quotes customers and other people. "), document);
    assert.ok(document.includes(`\n\n# Ticket #42\n\n\`\`\`text\n${ticket.subject}\n\`\`\`\n`), document);
    assert.match(document, /^## History\n\n1\. .*: created by /m);
  });

  Deno.test(`export_ticket neither overwrites files nor writes outside the roots (${era})`, async () => {
    await using place = await createSharedFolder();
    await Deno.writeTextFile(join(place.shared, "mine.md"), "mine");
    await using connected = await connectWithRoots(era, [place.root]);
    const refusals = [
      ["mine.md", /^mine\.md already exists, and files are never overwritten/],
      ["../elsewhere/new.md", /is outside the shared folders/],
      ["no/new.md", /The folder of no\/new\.md does not exist/],
      [".bash_aliases", /^\.bash_aliases is hidden/],
      [".git/hooks/pre-commit", /is hidden/],
      ["CLAUDE.md", /^Cannot write CLAUDE\.md: agents or build tools read files of this name/],
      ["CLAUDE.md.txt", /^Cannot write CLAUDE\.md\.txt: agents or build tools read files of this name/],
      ["Makefile", /^Cannot write Makefile: agents or build tools read files of this name/],
      ["run.sh", /^Cannot write run\.sh: programs run or obey files with the ending \.sh/],
    ] as const;
    for (const [path, reason] of refusals) {
      const { isError, text } = await call(connected.client, "export_ticket", { ticket_id: "42", path });
      assert.equal(isError, true);
      assert.match(text, reason);
    }
    assert.equal(await Deno.readTextFile(join(place.shared, "mine.md")), "mine");
    assert.deepEqual([await listNames(place.shared), await listNames(place.elsewhere)], [["mine.md"], ["secret.txt"]]);
  });

  Deno.test(`export_ticket returns the document without a path, or without a shared folder (${era})`, async () => {
    await using place = await createSharedFolder();
    await using connected = await connectWithRoots(era, [place.root]);
    const { data, text } = await call(connected.client, "export_ticket", { ticket_id: "42" });
    assert.deepEqual([data.ticket_id, data.path, data.next_offset], ["42", null, null]);
    assert.ok(data.document.startsWith("> This document quotes customers and other people. "), data.document);
    assert.match(data.document, /^## History\n\n1\. .*: created by /m);
    assert.equal(shortenMarks(text), `Ticket #42 as a document.\n<customer>${data.document}</customer>`);
    assert.deepEqual(await listNames(place.shared), []);

    await using alone = await connect({ era });
    const other = await call(alone.client, "export_ticket", { ticket_id: "42", path: "ticket-42.md" });
    const note = "Ticket #42 as a document. No file was written: neither the host nor the server shares a folder.\n";
    assert.ok(other.text.startsWith(note), other.text);
    assert.match(other.data.document, /^> This document quotes/);
  });

  Deno.test(`export_ticket returns a long document page by page (${era})`, async () => {
    await using place = await createSharedFolder();
    await using connected = await connect({ era, files: place.shared });
    const by = { kind: "system", name: "test", version: null } as const;
    for (let number = 0; number < 5; number++) {
      await connected.desk.tickets.addComment("42", { kind: "note", body: `😀 "${number}"\n`.repeat(600) }, { by });
    }
    const pages: string[] = [];
    for (let offset: number | null = 0; offset !== null;) {
      const { data, text } = await call(connected.client, "export_ticket", { ticket_id: "42", offset });
      for (const form of [data, text]) assert.ok(new TextEncoder().encode(JSON.stringify(form)).length < 8_000);
      pages.push(data.document);
      if (data.next_offset !== null) assert.match(text, /For more, call export_ticket again with offset: \d+\.\n/);
      offset = data.next_offset;
    }
    assert.ok(pages.length > 3);
    const { data } = await call(connected.client, "export_ticket", { ticket_id: "42", path: "all.md" });
    assert.equal(pages.join(""), await Deno.readTextFile(data.path));
    const past = await call(connected.client, "export_ticket", { ticket_id: "42", offset: 1_000_000 });
    assert.deepEqual([past.isError, past.text], [true, "offset is past the end of the document: 1000000. Start at 0."]);
  });

  Deno.test(`export_ticket reports progress by comments (${era})`, async () => {
    await using place = await createSharedFolder();
    await using connected = await connectWithRoots(era, [place.root]);
    const by = { kind: "system", name: "test", version: null } as const;
    await connected.desk.tickets.addComment("42", { kind: "note", body: "one" }, { by });
    await connected.desk.tickets.addComment("42", { kind: "reply", body: "two" }, { by });
    const messages: (string | undefined)[] = [];
    await connected.client.callTool({ name: "export_ticket", arguments: { ticket_id: "42", path: "t.md" } }, {
      onprogress: ({ message }) => void messages.push(message),
    });
    assert.equal(messages.at(-1), "2 of 2 comments");
  });
}

Deno.test("export_ticket writes no file for an unknown ticket", async () => {
  await using place = await createSharedFolder();
  await using connected = await connectWithRoots("2025-11-25", [place.root]);
  const { isError, text } = await call(connected.client, "export_ticket", { ticket_id: "7", path: "t.md" });
  assert.deepEqual([isError, text], [true, "Ticket #7 not found. Check the number, or search for the ticket."]);
  assert.deepEqual(await listNames(place.shared), []);
});

for (const era of ERAS) {
  for (const decision of ["yes", "no"]) {
    Deno.test(`export_ticket asks for approval of another ending, and "${decision}" decides (${era})`, async () => {
      await using place = await createSharedFolder();
      const questions: string[] = [];
      await using connected = await connect({
        era,
        files: place.shared,
        client: { capabilities: { elicitation: { form: {} } } },
        prepare: (client) =>
          client.setRequestHandler("elicitation/create", ({ params }) => {
            questions.push(params.message);
            return { action: "accept", content: { decision } };
          }),
      });
      const { text, isError } = await call(connected.client, "export_ticket", { ticket_id: "42", path: "ticket.log" });
      const path = join(place.shared, "ticket.log");
      assert.equal(questions.length, 1);
      const question = `Write ticket #42 (revision 1) as a document to "${path}"? `;
      assert.ok(questions[0]!.startsWith(question), questions[0]);
      if (decision === "yes") assert.match(text, /^Wrote ticket #42 to .*ticket\.log \(\d+ bytes\)\.$/);
      else assert.match(text, /^export_ticket was rejected by a person, /);
      assert.deepEqual(
        [isError, await listNames(place.shared)],
        decision === "yes" ? [false, ["ticket.log"]] : [true, []],
      );
    });
  }
}

Deno.test("export_ticket leaves no approval that waits, once another form was accepted", async () => {
  await using place = await createSharedFolder();
  const actions = ["cancel", "accept"] as const;
  let asked = 0;
  await using connected = await connect({
    files: place.shared,
    client: { capabilities: { elicitation: { form: {} } } },
    prepare: (client) =>
      client.setRequestHandler(
        "elicitation/create",
        () => ({ action: actions[asked++]!, content: { decision: "yes" } }),
      ),
  });
  const write = () => call(connected.client, "export_ticket", { ticket_id: "42", path: "ticket.log" });
  assert.match((await write()).text, /waits as approval A1/);
  assert.equal((await write()).isError, false);
  const { state, reason } = await connected.desk.approvals.get("A1");
  assert.deepEqual([state, reason], ["expired", "The document was written after another approval."]);
});

Deno.test("export_ticket writes nothing if the ticket changes while a person decides", async () => {
  await using place = await createSharedFolder();
  const by = { kind: "system", name: "test", version: null } as const;
  await using connected = await connect({
    files: place.shared,
    client: { capabilities: { elicitation: { form: {} } } },
    prepare: (client) =>
      client.setRequestHandler("elicitation/create", async () => {
        await connected.desk.tickets.addComment("42", { kind: "note", body: "More." }, { by });
        return { action: "accept", content: { decision: "yes" } };
      }),
  });
  const { text } = await call(connected.client, "export_ticket", { ticket_id: "42", path: "ticket.log" });
  assert.match(text, /^Ticket #42 is at revision 2, not 1: it was changed in the meantime\. Nothing was written\./);
  assert.deepEqual(await listNames(place.shared), []);
});
