import assert from "node:assert/strict";
import { deskServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

for (const era of ERAS) {
  Deno.test(`save_article creates an article, and changes it at the expected revision (${era})`, async () => {
    await using connected = await connect({ era, definition: deskServer, user: "Ana" });
    const save = (input: Record<string, unknown>) => call(connected.client, "save_article", input);
    const created = await save({ title: "Refund policy", body: "Five days.", tags: "Billing, vip" });
    assert.deepEqual([created.data.article.id, created.data.outcome], ["refund-policy", "created"]);
    assert.match(
      shortenMarks(created.text),
      /^Created the article \[internal, revision 1, .*\] <team>refund-policy: Refund policy; tags billing vip<\/team>$/,
    );
    const changed = await save({ id: "refund-policy", audience: "Public", expected_revision: 1 });
    assert.deepEqual([changed.data.article.revision, changed.data.article.audience], [2, "public"]);
    assert.match((await save({ id: "refund-policy", audience: "public" })).text, /^Nothing changed: these are the/);
    const stale = await save({ id: "refund-policy", body: "x", expected_revision: 1 });
    assert.ok(stale.isError);
    assert.match(stale.text, /^Article refund-policy is at revision 2, not 1: it was changed in the meantime\./);
    const [event] = await connected.desk.knowledge.listEvents("refund-policy", 1);
    assert.equal(event!.by.on_behalf_of, "Ana");
  });
}

Deno.test("save_article returns the first result to a repeat with the same idempotency key", async () => {
  await using connected = await connect({ definition: deskServer });
  const input = { title: "Once", body: "x", idempotency_key: "article-1" };
  const first = await call(connected.client, "save_article", input);
  assert.deepEqual(await call(connected.client, "save_article", input), first);
});

Deno.test("save_article rejects what it cannot save, and changes nothing", async () => {
  await using connected = await connect({ definition: deskServer });
  const save = async (input: Record<string, unknown>) => {
    const { isError, text } = await call(connected.client, "save_article", input);
    assert.ok(isError, text);
    return text;
  };
  await call(connected.client, "save_article", { title: "Refunds", body: "Five days." });
  assert.match(
    await save({ title: "refunds", body: "x" }),
    /^Article refunds already exists, at revision 1\. Give its id/,
  );
  assert.equal(await save({ title: "New" }), "body is required for a new article.");
  assert.equal(await save({ body: "New" }), "title is required for a new article.");
  assert.match(await save({ id: "refunds" }), /title, body, tags, language, audience/);
  assert.match(await save({ id: "refunds", language: "german!" }), /^language cannot be "german!"/);
  assert.match(await save({ id: "refunds", audience: "all" }), /audience/);
  assert.match(await save({ id: "refunds", body: "x".repeat(40_001) }), /body/);
  assert.deepEqual((await connected.desk.knowledge.list()).items.map(({ id, revision }) => [id, revision]), [[
    "refunds",
    1,
  ]]);
});

Deno.test("save_article changes no article whose id only resembles the one it gets", async () => {
  await using connected = await connect({ definition: deskServer });
  const save = (id: string) =>
    call(connected.client, "save_article", { id, title: "Refund policy", body: `By <${id}>` });
  await save("refund-policy");
  for (const id of ["Refund  Policy!!", "../refund-policy", "refund_policy", "article://Refund-Policy"]) {
    const { isError, text } = await save(id);
    assert.ok(isError, id);
    assert.equal(text, `id cannot be "${id}". If you mean refund-policy, pass refund-policy.`);
  }
  assert.equal((await connected.desk.knowledge.get("refund-policy")).revision, 1);
  for (const [index, id] of [" refund-policy ", "article://refund-policy"].entries()) {
    assert.equal((await save(id)).data.article.revision, index + 2);
  }
});

Deno.test("save_article is not offered to readers", async () => {
  await using connected = await connect({ definition: deskServer, readOnly: true });
  const { tools } = await connected.client.listTools();
  const names = tools.map(({ name }) => name);
  assert.ok(names.includes("get_article") && names.includes("search_knowledge"));
  assert.ok(!names.includes("save_article") && !names.includes("archive_article"));
});

Deno.test("save_article creates no second article for an id under another name", async () => {
  await using connected = await connect({ definition: deskServer });
  const input = { article_id: "card-lost", title: "Card lost, again", body: "Call us." };
  const { isError, text } = await call(connected.client, "save_article", input);
  assert.ok(isError);
  assert.match(text, /^Nothing was done\. .*Use id instead of article_id\.$/);
  assert.deepEqual(await Array.fromAsync(connected.desk.archive.exportArticles()), []);
});
