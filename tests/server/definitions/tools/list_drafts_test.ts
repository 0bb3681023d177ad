import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, ERAS, WITH_APPS } from "../../connect.ts";

const APP = { client: { capabilities: WITH_APPS } };

for (const era of ERAS) {
  Deno.test(`list_drafts lists the drafts of the person alone, and its text has none of them (${era})`, async () => {
    await using connected = await connect({ era, user: "Ana Berg", ...APP });
    const { client, desk } = connected;
    await desk.drafts.save("Ben", { name: "ticket 1", content: "of Ben" });
    const empty = await call(client, "list_drafts");
    assert.deepEqual([empty.data.drafts, empty.text], [[], "0 drafts."]);
    await desk.drafts.save("Ana Berg", { name: "ticket 2", content: "Hello customer" });
    const { data, text } = await call(client, "list_drafts");
    assert.deepEqual((data.drafts as { name: string }[]).map(({ name }) => name), ["ticket 2"]);
    assert.deepEqual([data.outside_text, text], [["drafts"], "1 draft."]);
  });
}

Deno.test("list_drafts returns long drafts in parts, page by page", async () => {
  await using connected = await connect({ user: "Ana Berg", ...APP });
  const { client, desk } = connected;
  const contents = ["字".repeat(8_000), '"'.repeat(9_000), "", "x".repeat(25_000)].map((text) => `${text}.`);
  for (const [number, content] of contents.entries()) {
    await desk.drafts.save("Ana Berg", { name: `ticket ${number}`, content });
  }
  const texts: Record<string, string> = {};
  let cursor: unknown;
  let pages = 0;
  do {
    const { data } = await call(client, "list_drafts", { ...cursor !== undefined && { cursor } });
    for (const { name, content } of data.drafts as { name: string; content: string }[]) {
      texts[name] = (texts[name] ?? "") + content;
    }
    cursor = data.cursor;
    pages++;
  } while (cursor !== null);
  assert.ok(pages > 5, String(pages));
  assert.deepEqual(Object.keys(texts).sort().map((name) => texts[name]), contents);
});
