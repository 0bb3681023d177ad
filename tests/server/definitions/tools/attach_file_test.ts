import assert from "node:assert/strict";
import { join } from "node:path";
import type { Root } from "@modelcontextprotocol/client";
import { LIMITS } from "../../../../store/mod.ts";
import { call, readText } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { connectWithRoots } from "../../files/connect_with_roots.ts";
import { createSharedFolder } from "../../files/shared_folder.ts";
import { shortenMarks } from "../../shorten_marks.ts";

for (const era of ERAS) {
  Deno.test(`attach_file stores a text, which its resource returns (${era})`, async () => {
    await using place = await createSharedFolder();
    const text = "\uFEFFline 1\nzweite Zeile: ü\n";
    await Deno.writeTextFile(join(place.shared, "crash, ü 100%.log"), text);
    await using connected = await connectWithRoots(era, [place.root]);
    const input = { ticket_id: 42, path: "crash, ü 100%.log" };
    const { data, text: message } = await call(connected.client, "attach_file", input);

    const uri = "ticket://42/attachments/crash%2C%20%C3%BC%20100%25.log";
    const { sha256, ...attachment } = data.attachment;
    assert.match(sha256, /^[0-9a-f]{64}$/);
    assert.deepEqual(attachment, { name: "crash, ü 100%.log", type: "text/plain", size: 27 });
    assert.deepEqual([data.ticket_id, data.revision, data.uri], ["42", 2, uri]);
    assert.equal(
      shortenMarks(message),
      `Attached to ticket #42, now at revision 2: <customer>crash, ü 100%.log (text/plain, 27 bytes) ${uri}</customer>`,
    );
    assert.equal(await readText(connected.client, uri), text);

    const { items } = await connected.desk.tickets.listEvents("42");
    assert.deepEqual(items.at(-1)!.by, { kind: "host", name: "test-host", version: "1.2.3" });
  });

  Deno.test(`attach_file stores up to 5 MB, and not a byte more (${era})`, async () => {
    await using place = await createSharedFolder();
    const bytes = Uint8Array.from({ length: LIMITS.attachmentBytes }, (_, index) => (index * 31) >> 3);
    await Deno.writeFile(join(place.shared, "most.png"), bytes);
    await Deno.writeFile(join(place.shared, "more.png"), bytes);
    await Deno.writeFile(join(place.shared, "more.png"), new Uint8Array(1), { append: true });
    await using connected = await connectWithRoots(era, [place.root]);

    const refused = await call(connected.client, "attach_file", { ticket_id: "42", path: "more.png" });
    assert.equal(refused.isError, true);
    assert.match(refused.text, /^more\.png is too large \(limit 5,242,880 bytes\)\. Choose a smaller file/);
    assert.equal((await connected.desk.tickets.get("42")).revision, 1);

    const { data } = await call(connected.client, "attach_file", { ticket_id: "42", path: "most.png" });
    const { contents } = await connected.client.readResource({ uri: data.uri });
    const [content] = contents as { blob: string; mimeType: string; uri: string }[];
    assert.deepEqual([content!.uri, content!.mimeType], [data.uri, "image/png"]);
    const digest = async (bytes: Uint8Array<ArrayBuffer>) => await crypto.subtle.digest("SHA-256", bytes);
    assert.deepEqual(await digest(Uint8Array.fromBase64(content!.blob)), await digest(bytes));
  });

  Deno.test(`attach_file stores a text and base64 without a shared folder (${era})`, async () => {
    await using connected = await connect({ era });
    const attach = (input: Record<string, unknown>) =>
      call(connected.client, "attach_file", { ticket_id: "42", ...input });
    const log = await attach({ text: "line 1\nünï", name: "error.log" });
    assert.match(
      log.text,
      /^Attached to ticket #42, now at revision \d+: <[^>]+>error\.log \(text\/plain, 12 bytes\) ticket:\/\/42\/attachments\/error\.log</,
    );
    assert.equal(await readText(connected.client, log.data.uri), "line 1\nünï");
    const unknown = await attach({ text: "FROM scratch", name: "Dockerfile" });
    assert.equal(unknown.data.attachment.type, "text/plain");
    const forms = ["+/8A", "-_8A", "+/8", " +/\n8A ", "data:image/png;base64,+/8A"];
    for (const [index, content_base64] of forms.entries()) {
      const { data, text } = await attach({ content_base64, name: `${index}.png` });
      assert.deepEqual(
        [data?.attachment.size, data?.attachment.type],
        [content_base64 === "+/8" ? 2 : 3, "image/png"],
        text,
      );
      const { bytes } = await connected.desk.tickets.getAttachment("42", `${index}.png`);
      assert.deepEqual([...bytes.slice(0, 2)], [0xfb, 0xff]);
    }
  });

  Deno.test(`attach_file rejects a content that it cannot store, and changes nothing (${era})`, async () => {
    await using connected = await connect({ era });
    const refusals = [
      [{ text: "", name: "a.txt" }, /None of them has a value: a file cannot be empty\./],
      [
        {},
        /^One of path, text and content_base64 is required\. None of them has a value: a file cannot be empty\. Pass exactly one\.$/,
      ],
      [{ text: "a", path: "a.txt" }, /^One of .* is required\. path and text were given\. Pass exactly one\.$/],
      [{ text: "a" }, /^name is required with text\. Pass a name with an extension, such as error\.log\.$/],
      [{ content_base64: "YQ==" }, /^name is required with content_base64\./],
      [{ content_base64: "%%%", name: "a.png" }, /^content_base64 is not valid base64\. Encode the file's bytes again/],
      [{ text: "a", name: "../a.txt" }, /name/],
      [{ text: "é".repeat(LIMITS.attachmentBytes / 2 + 1), name: "a.txt" }, /5,242,880|too large/],
      [{ text: "a".repeat(LIMITS.attachmentBytes + 1), name: "a.txt" }, /^text is too long: 5,242,881 characters/],
    ] as const;
    for (const [input, message] of refusals) {
      const { isError, text } = await call(connected.client, "attach_file", { ticket_id: "42", ...input });
      assert.ok(isError);
      assert.match(text, message);
    }
    assert.equal((await connected.desk.tickets.get("42")).revision, 1);
  });

  Deno.test(`attach_file reads from the server's own folder, and does not ask for roots (${era})`, async () => {
    await using place = await createSharedFolder();
    await Deno.writeTextFile(join(place.shared, "a.txt"), "a");
    await using connected = await connect({
      era,
      files: place.shared,
      client: { capabilities: { roots: {} } },
      prepare: (client) => client.setRequestHandler("roots/list", () => ({ roots: [{ uri: "file:///etc" }] })),
    });
    const { text } = await call(connected.client, "attach_file", { ticket_id: "42", path: "a.txt" });
    assert.match(text, /^Attached to ticket #42, now at revision \d+: <[^>]+>a\.txt/);
    const refused = await call(connected.client, "attach_file", { ticket_id: "42", path: "/etc/hostname" });
    assert.ok(refused.text.startsWith(`/etc/hostname is outside the shared folders (${place.shared})`), refused.text);
  });

  Deno.test(`attach_file explains what to do with a path if no folder is shared (${era})`, async () => {
    for (const connecting of [connect({ era }), connectWithRoots(era, [])]) {
      await using connected = await connecting;
      const { isError, text } = await call(connected.client, "attach_file", { ticket_id: "42", path: "/etc/hostname" });
      assert.equal(isError, true);
      assert.match(
        text,
        /^path cannot be read: neither the host nor the server shares a folder\. Pass the content as text or/,
      );
      assert.equal((await connected.desk.tickets.get("42")).revision, 1);
    }
  });

  Deno.test(`attach_file rejects a file outside the roots (${era})`, async () => {
    await using place = await createSharedFolder();
    await using connected = await connectWithRoots(era, [place.root]);
    for (const path of ["../elsewhere/secret.txt", join(place.elsewhere, "secret.txt")]) {
      const { isError, text } = await call(connected.client, "attach_file", { ticket_id: "42", path });
      assert.equal(isError, true);
      assert.ok(text.startsWith(`${path} is outside the shared folders (${place.shared})`), text);
    }
    assert.deepEqual((await connected.desk.tickets.get("42")).attachments, []);
  });

  Deno.test(`attach_file uses the good roots among bad ones (${era})`, async () => {
    await using place = await createSharedFolder();
    await Deno.writeTextFile(join(place.shared, "a.txt"), "a");
    const bad = [{ uri: "https://example.com/" }, { uri: "file:///nowhere", name: null }, { uri: 7 }, null, {
      name: "x",
    }];
    const roots = [...bad, { ...place.root, name: null }] as Root[];
    await using connected = await connectWithRoots(era, roots);
    const { text } = await call(connected.client, "attach_file", { ticket_id: "42", path: "a.txt" });
    assert.match(text, /^Attached to .*>a\.txt /);
  });

  Deno.test(`attach_file rejects hidden files and hard links (${era})`, async () => {
    await using place = await createSharedFolder();
    await Deno.writeTextFile(join(place.shared, ".env"), "TOKEN=1");
    await Deno.link(join(place.elsewhere, "secret.txt"), join(place.shared, "log.txt"));
    await using connected = await connectWithRoots(era, [place.root]);
    for (
      const [path, reason] of [[".env", /^\.env is hidden/], [
        "log.txt",
        /log\.txt has 2 names \(hard links\)/,
      ]] as const
    ) {
      const { isError, text } = await call(connected.client, "attach_file", { ticket_id: "42", path });
      assert.equal(isError, true);
      assert.match(text, reason);
    }
    assert.deepEqual((await connected.desk.tickets.get("42")).attachments, []);
  });

  Deno.test(`attach_file respects the write conditions (${era})`, async () => {
    await using place = await createSharedFolder();
    await Deno.writeTextFile(join(place.shared, "a.txt"), "a");
    await using connected = await connectWithRoots(era, [place.root]);
    const input = { ticket_id: "42", path: "a.txt", idempotency_key: "once" };
    const stale = await call(connected.client, "attach_file", { ...input, expected_revision: 7 });
    assert.equal(stale.isError, true);
    assert.match(stale.text, /revision/);

    const first = await call(connected.client, "attach_file", input);
    await connected.desk.tickets.attach(
      "42",
      { name: "b.txt", type: "text/plain", bytes: new Uint8Array(1) },
      { by: { kind: "system", name: "test", version: null } },
    );
    assert.deepEqual((await call(connected.client, "attach_file", input)).data, first.data);
    const again = await call(connected.client, "attach_file", { ticket_id: "42", path: "a.txt" });
    assert.match(again.text, /^Ticket #42 already has a file "a\.txt"\./);
    assert.equal((await connected.desk.tickets.get("42")).revision, 3);
  });

  Deno.test(`attach_file reports progress (${era})`, async () => {
    await using place = await createSharedFolder();
    await Deno.writeTextFile(join(place.shared, "a.txt"), "a");
    await using connected = await connectWithRoots(era, [place.root]);
    const progressed: number[][] = [];
    await connected.client.callTool({ name: "attach_file", arguments: { ticket_id: "42", path: "a.txt" } }, {
      onprogress: ({ progress, total }) => void progressed.push([progress, total!]),
    });
    assert.deepEqual(progressed.slice(-2), [[1, 2], [2, 2]]); // preceded by the client's own, for the roots request
  });
}

Deno.test("attach_file accepts a name and a type", async () => {
  await using place = await createSharedFolder();
  await Deno.writeFile(join(place.shared, "x.txt"), new Uint8Array([0xff, 0xfe]));
  await using connected = await connectWithRoots("2025-11-25", [place.root]);
  const attach = (input: Record<string, unknown>) =>
    call(connected.client, "attach_file", { ticket_id: "42", path: "x.txt", ...input });

  const typed = await attach({ name: "data.bin", type: "Application/X-Custom" });
  assert.equal(typed.data.attachment.type, "application/x-custom");
  assert.equal((await attach({ name: "photo.jpeg" })).data.attachment.type, "image/jpeg");
  assert.equal((await attach({ name: "unknown" })).data.attachment.type, "application/octet-stream");
  for (const wrong of [{ name: ".." }, { name: "a/b" }, { type: "text" }]) {
    assert.equal((await attach(wrong)).isError, true, JSON.stringify(wrong));
  }
  assert.equal((await connected.desk.tickets.get("42")).attachments.length, 3);
});

Deno.test("attach_file requests no roots for an unknown ticket", async () => {
  let requests = 0;
  await using connected = await connect({
    client: { capabilities: { roots: {} } },
    prepare: (client) =>
      client.setRequestHandler("roots/list", () => {
        requests++;
        return { roots: [] };
      }),
  });
  const { text, isError } = await call(connected.client, "attach_file", { ticket_id: "7", path: "x" });
  assert.deepEqual([text, isError, requests], [
    "Ticket #7 not found. Check the number, or search for the ticket.",
    true,
    0,
  ]);
});
