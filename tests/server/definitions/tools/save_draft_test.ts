import assert from "node:assert/strict";
import { MAX_DRAFT_LENGTH } from "../../../../store/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS, WITH_APPS } from "../../connect.ts";

const APP = { client: { capabilities: WITH_APPS } };

for (const era of ERAS) {
  Deno.test(`save_draft keeps a draft for the person, and deletes it without content (${era})`, async () => {
    await using connected = await connect({ era, user: "Ana Berg", ...APP });
    const { client, desk } = connected;
    const saved = await call(client, "save_draft", { name: "ticket 42", ticket_id: "#42", content: "Hello" });
    assert.deepEqual([saved.data, saved.text], [{}, "The draft is kept."]);
    const [kept] = await desk.drafts.list("Ana Berg");
    assert.deepEqual([kept!.name, kept!.content, kept!.ticket_id], ["ticket 42", "Hello", "42"]);
    assert.equal((await call(client, "save_draft", { name: "ticket 42" })).text, "The draft is deleted.");
    assert.deepEqual(await desk.drafts.list("Ana Berg"), []);
  });
}

Deno.test("save_draft refuses a text that is too long, and the earlier one stays", async () => {
  await using connected = await connect({ user: "Ana Berg", ...APP });
  const { client, desk } = connected;
  await call(client, "save_draft", { name: "ticket 42", content: "Hello" });
  const refused = await call(client, "save_draft", { name: "ticket 42", content: "x".repeat(MAX_DRAFT_LENGTH + 1) });
  assert.match(refused.text, /content is too long: 25,001 characters \(limit 25,000\)/);
  assert.equal((await desk.drafts.list("Ana Berg"))[0]!.content, "Hello");
});

Deno.test("save_draft is not for models: clients without the page do not have it", async () => {
  await using connected = await connect({ user: "Ana Berg" });
  const refused = await call(connected.client, "save_draft", { name: "ticket 42", content: "Hello" });
  assert.match(refused.text, /save_draft is only for hosts that show MCP Apps/);
  assert.deepEqual(await connected.desk.drafts.list("Ana Berg"), []);
});
