import assert from "node:assert/strict";
import { LIMITS } from "../../../../store/mod.ts";
import { toAttachmentUri } from "../../../../server/definitions/attachments/mod.ts";
import { readText } from "../../call.ts";
import { connect, ERAS, type TestConnection } from "../../connect.ts";

const by = { kind: "host", name: "test", version: null } as const;

function attach({ desk }: TestConnection, name: string, type: string, bytes: Uint8Array) {
  return desk.tickets.attach("42", { name, type, bytes }, { by });
}

for (const era of ERAS) {
  Deno.test(`ticket://{ticket_id}/attachments/{name} returns text and bytes (${era})`, async () => {
    await using connected = await connect({ era });
    await attach(connected, "ü 100%.log", "text/plain", new TextEncoder().encode("\uFEFFline 1\n"));
    await attach(connected, "photo.png", "image/png", new Uint8Array([1, 2, 3]));
    const uri = toAttachmentUri("42", "ü 100%.log");
    assert.equal(uri, "ticket://42/attachments/%C3%BC%20100%25.log");
    assert.equal(await readText(connected.client, uri), "\uFEFFline 1\n");
    const photo = "ticket://42/attachments/photo.png";
    const { contents } = await connected.client.readResource({ uri: photo });
    assert.deepEqual(contents, [{ uri: photo, mimeType: "image/png", blob: "AQID" }]);
  });
}

Deno.test("ticket://{ticket_id}/attachments/{name} returns bytes if a text is not UTF-8", async () => {
  await using connected = await connect();
  await attach(connected, "latin1.txt", "text/plain", new Uint8Array([0x66, 0xfc, 0x72]));
  const uri = "ticket://42/attachments/latin1.txt";
  const { contents } = await connected.client.readResource({ uri });
  assert.deepEqual(contents, [{ uri, mimeType: "text/plain", blob: "Zvxy" }]);
});

Deno.test("ticket://{ticket_id}/attachments/{name} returns bytes if JSON escapes make a text too long", async () => {
  await using connected = await connect();
  await attach(connected, "zeros.log", "text/plain", new Uint8Array(LIMITS.attachmentBytes));
  const result = await connected.client.readResource({ uri: "ticket://42/attachments/zeros.log" });
  assert.ok(JSON.stringify(result).length < 10 * 1024 * 1024);
  assert.deepEqual(Object.keys(result.contents[0]!).sort(), ["blob", "mimeType", "uri"]);
});

Deno.test("ticket://{ticket_id}/attachments/{name} fails for an unknown name", async () => {
  await using connected = await connect();
  await attach(connected, "a.txt", "text/plain", new Uint8Array(1));
  await assert.rejects(connected.client.readResource({ uri: "ticket://42/attachments/no.txt" }), {
    code: -32602,
    message: /Ticket #42 has no file "no\.txt"\. get_ticket lists its files\.$/,
  });
});
