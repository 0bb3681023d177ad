import assert from "node:assert/strict";
import { join } from "node:path";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { connectWithRoots } from "../../files/connect_with_roots.ts";
import { createSharedFolder, listNames } from "../../files/shared_folder.ts";

for (const era of ERAS) {
  Deno.test(`export_ticket writes a new file into the first root (${era})`, async () => {
    await using place = await createSharedFolder();
    await using connected = await connectWithRoots(era, [place.root, { uri: "file:///" }]);
    const { data, text } = await call(connected.client, "export_ticket", { ticket_id: 42 });
    const path = join(place.shared, "ticket-42.md");
    const document = await Deno.readTextFile(path);
    const bytes = new TextEncoder().encode(document).length;
    assert.deepEqual(data, { ticket_id: "42", path, bytes });
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
      ["../elsewhere/new.md", /is outside the folders/],
      ["no/new.md", /The folder of no\/new\.md does not exist/],
      [".bash_aliases", /^\.bash_aliases is hidden/],
      [".git/hooks/pre-commit", /is hidden/],
      ["CLAUDE.md", /^Cannot write CLAUDE\.md: agents or build tools read files of this name/],
      ["Makefile", /^Cannot write Makefile: its name does not end in \.md or \.txt/],
    ] as const;
    for (const [path, reason] of refusals) {
      const { isError, text } = await call(connected.client, "export_ticket", { ticket_id: "42", path });
      assert.equal(isError, true);
      assert.match(text, reason);
    }
    assert.equal(await Deno.readTextFile(join(place.shared, "mine.md")), "mine");
    assert.deepEqual([await listNames(place.shared), await listNames(place.elsewhere)], [["mine.md"], ["secret.txt"]]);
  });

  Deno.test(`export_ticket fails if the host has no roots (${era})`, async () => {
    await using connected = await connect({ era });
    const { isError, text } = await call(connected.client, "export_ticket", { ticket_id: "42" });
    assert.equal(isError, true);
    assert.match(text, /^This host shares no folders/);
  });

  Deno.test(`export_ticket reports progress by comments (${era})`, async () => {
    await using place = await createSharedFolder();
    await using connected = await connectWithRoots(era, [place.root]);
    const by = { kind: "system", name: "test", version: null } as const;
    await connected.desk.tickets.addComment("42", { kind: "note", body: "one" }, { by });
    await connected.desk.tickets.addComment("42", { kind: "reply", body: "two" }, { by });
    const messages: (string | undefined)[] = [];
    await connected.client.callTool({ name: "export_ticket", arguments: { ticket_id: "42" } }, {
      onprogress: ({ message }) => void messages.push(message),
    });
    assert.equal(messages.at(-1), "2 of 2 comments");
  });
}

Deno.test("export_ticket writes no file for an unknown ticket", async () => {
  await using place = await createSharedFolder();
  await using connected = await connectWithRoots("2025-11-25", [place.root]);
  const { isError, text } = await call(connected.client, "export_ticket", { ticket_id: "7" });
  assert.deepEqual([isError, text], [true, "Ticket #7 not found."]);
  assert.deepEqual(await listNames(place.shared), []);
});
