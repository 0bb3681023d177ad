import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { LIMITS } from "../../../../store/mod.ts";
import { assertRefused, BY, createTickets, openDeskWithCustomer } from "../../open_test_desk.ts";

/** Creates a file with different content in every piece. */
function createFile(size: number, name = "log.txt") {
  const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
  return { name, type: "text/plain", bytes };
}

Deno.test("attach() keeps files of every allowed size byte for byte", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  for (const size of [1, 60 * 1024, 60 * 1024 + 1, LIMITS.attachmentBytes]) {
    const file = createFile(size, `${size}.bin`);
    const { attachments } = await desk.tickets.attach(id!, file, BY);
    const read = await desk.tickets.getAttachment(id!, file.name);
    assert.deepEqual(attachments.at(-1), { name: read.name, type: "text/plain", size, sha256: read.sha256 });
    assert.equal(Buffer.compare(read.bytes, file.bytes), 0);
  }
  const { items } = await desk.tickets.listEvents(id!);
  assert.deepEqual(items.map(({ what }) => what), ["created", "attached", "attached", "attached", "attached"]);
});

Deno.test("attach() records the SHA-256 of the file", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const bytes = new TextEncoder().encode("abc");
  const { attachments } = await desk.tickets.attach(id!, { name: "a", type: "Text/Plain", bytes }, BY);
  // FIPS 180-2, appendix B.1
  const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  assert.deepEqual(attachments, [{ name: "a", type: "text/plain", size: 3, sha256 }]);
});

Deno.test("attach() rejects invalid files, and changes nothing", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const attach = (file: object, ticket = id!) => () => desk.tickets.attach(ticket, { ...createFile(3), ...file }, BY);
  await desk.tickets.attach(id!, createFile(3), BY);
  await assertRefused(desk, "not_found", /^Ticket #7 not found\.$/, attach({}, "7"));
  await assertRefused(desk, "already_exists", /#1 already has a file "log\.txt"\./, attach({}));
  await assertRefused(desk, "invalid", /"log\.txt" is empty/, attach({ bytes: new Uint8Array() }));
  const tooLarge = new Uint8Array(LIMITS.attachmentBytes + 1);
  await assertRefused(
    desk,
    "invalid",
    /is too large: 5,242,881 bytes \(limit 5,242,880\)/,
    attach({ bytes: tooLarge }),
  );
  for (const name of ["..", ".", "a/b", "a\\b", "a\nb", "a\0b"]) {
    await assertRefused(desk, "invalid", /is not a file name/, attach({ name }));
  }
  await assertRefused(desk, "invalid", /file name is empty/, attach({ name: " " }));
  await assertRefused(desk, "invalid", /file name is too long: 201 characters/, attach({ name: "x".repeat(201) }));
  await assertRefused(desk, "invalid", /"nonsense" is not a media type/, attach({ name: "b", type: "nonsense" }));
  const stale = () => desk.tickets.attach(id!, createFile(3, "b"), { ...BY, expectedRevision: 1 });
  await assertRefused(desk, "stale_revision", /#1 is at revision 2, not 1/, stale);
});

Deno.test("attach() stops at the limit of files per ticket", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  for (let count = 0; count < LIMITS.attachments; count++) {
    await desk.tickets.attach(id!, createFile(1, `${count}`), BY);
  }
  await assertRefused(
    desk,
    "invalid",
    new RegExp(`#1 has ${LIMITS.attachments} files, which is the maximum`),
    () => desk.tickets.attach(id!, createFile(1, "more"), BY),
  );
});

Deno.test("getAttachment() explains that there is no such file", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  await assertRefused(
    desk,
    "not_found",
    /#1 has no file "a\.png"\. It has no files/,
    () => desk.tickets.getAttachment(id!, "a.png"),
  );
  await desk.tickets.attach(id!, createFile(3), BY);
  await assertRefused(
    desk,
    "not_found",
    /no file "a\.png"\. get_ticket lists its files\.$/,
    () => desk.tickets.getAttachment(id!, "a.png"),
  );
  await assertRefused(desk, "not_found", /^Ticket #7 not found\.$/, () => desk.tickets.getAttachment("7", "a.png"));
});

Deno.test("attach() stores names without characters that no one sees, and takes such names for the same one", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const { attachments } = await desk.tickets.attach(id!, createFile(3, "in\u200bvoice\u202e.p\u{e0041}df"), BY);
  assert.deepEqual(attachments.map(({ name }) => name), ["invoice.pdf"]);
  for (const name of ["invoice.pdf", "invoi\u2060ce.pdf", "in\u034fvoice.pdf"]) {
    await assertRefused(
      desk,
      "already_exists",
      /#1 already has a file "invoice\.pdf"/,
      () => desk.tickets.attach(id!, createFile(3, name), BY),
    );
    assert.equal((await desk.tickets.getAttachment(id!, name)).name, "invoice.pdf");
  }
});

Deno.test("getAttachment() finds a name in another Unicode normalization", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  await desk.tickets.attach(id!, createFile(3, "cafe\u0301.txt"), BY);
  for (const name of ["cafe\u0301.txt", "caf\u00e9.txt"]) {
    assert.equal((await desk.tickets.getAttachment(id!, name)).name, "caf\u00e9.txt");
  }
});
