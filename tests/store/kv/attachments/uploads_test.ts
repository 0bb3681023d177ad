import assert from "node:assert/strict";
import { adoptUpload } from "../../../../store/kv/attachments/attachments.ts";
import { assertConsistent } from "../../audit.ts";
import { BY, HOUR } from "../../open_test_desk.ts";
import { listKeysUnder, openTestStore, type TestStore } from "../../open_test_store.ts";
import { deleteUpload, storePieces } from "../../../../store/kv/attachments/uploads.ts";

const FILE = { name: "a.bin", type: "application/octet-stream", bytes: new Uint8Array(100_000) };

async function openStoreWithTicket(): Promise<TestStore> {
  const store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  await store.tickets.create({ subject: "one", customer: "ada@example.com" }, BY);
  return store;
}

Deno.test("a rejected file leaves no pieces", async () => {
  await using store = await openStoreWithTicket();
  await store.tickets.attach("1", FILE, BY);
  await assert.rejects(store.tickets.attach("1", FILE, BY), { code: "already_exists" });
  assert.equal((await listKeysUnder(store.kv, "piece")).length, 2);
  await assertConsistent(store.kv);
});

Deno.test("a repeated attachment leaves no pieces", async () => {
  await using store = await openStoreWithTicket();
  for (let call = 0; call < 2; call++) await store.tickets.attach("1", FILE, { ...BY, idempotencyKey: "k" });
  assert.equal((await listKeysUnder(store.kv, "piece")).length, 2);
  await assertConsistent(store.kv);
});

Deno.test("an incomplete upload is deleted by an attachment an hour later", async () => {
  await using store = await openStoreWithTicket();
  await storePieces(store, new Uint8Array(200_000));
  store.clock.now += HOUR - 1;
  await store.tickets.attach("1", { ...FILE, name: "early" }, BY);
  assert.equal((await listKeysUnder(store.kv, "upload")).length, 1);
  store.clock.now += 1;
  await store.tickets.attach("1", FILE, BY);
  await assertConsistent(store.kv);
});

Deno.test("an upload that was deleted while it was running fails", async () => {
  await using store = await openStoreWithTicket();
  const { upload, pieces } = await storePieces(store, FILE.bytes);
  await deleteUpload(store, upload);
  const stored = { name: "a.bin", type: FILE.type, size: 100_000, sha256: "", upload, pieces };
  const adopting = store.commits.commit((transaction) => adoptUpload(transaction, 1, stored));
  await assert.rejects(adopting, { code: "unavailable", message: /"a.bin": it took over an hour/ });
});

Deno.test("a file with damaged pieces is not returned", async () => {
  await using store = await openStoreWithTicket();
  await store.tickets.attach("1", FILE, BY);
  const [key] = await Array.fromAsync(store.kv.list({ prefix: ["piece"] }), ({ key }) => key);
  await store.kv.set(key!, new Uint8Array(60 * 1024).fill(1));
  await assert.rejects(store.tickets.getAttachment("1", "a.bin"), {
    code: "unavailable",
    message: /"a.bin" of ticket #1 is damaged/,
  });
  await store.kv.delete(key!);
  await assert.rejects(store.tickets.getAttachment("1", "a.bin"), { code: "unavailable" });
});
