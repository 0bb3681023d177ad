import assert from "node:assert/strict";
import { deskServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const BY = { by: { kind: "system", name: "test", version: null } } as const;

for (const era of ERAS) {
  Deno.test(`search_knowledge returns rows with excerpts, best match first (${era})`, async () => {
    await using connected = await connect({ era, definition: deskServer });
    const { knowledge } = connected.desk;
    assert.equal((await call(connected.client, "search_knowledge", { query: "refund" })).text, "No articles found.");
    await knowledge.save(null, { title: "Card payments", body: "A refund goes to the card.", tags: ["billing"] }, BY);
    await knowledge.save(null, {
      title: "Refunds",
      body: "Refunds take five days.",
      audience: "public",
      language: "en",
    }, BY);
    const { data, text } = await call(connected.client, "search_knowledge", { query: "refund" });
    const [first, second] = data.articles;
    assert.deepEqual([first.id, second.id, data.cursor], ["refunds", "card-payments", null]);
    assert.deepEqual(Object.keys(first), [
      ...["id", "title", "tags", "language", "audience", "archived", "revision", "updated_at", "excerpt"],
    ]);
    assert.deepEqual(data.outside_text, [
      ...["articles[].id", "articles[].title", "articles[].tags", "articles[].excerpt"],
    ]);
    assert.deepEqual(shortenMarks(text).replaceAll(/updated [^\]]+/g, "updated TIME").split("\n"), [
      "[public, en, revision 1, updated TIME] <team>refunds: Refunds</team>",
      "<team>Refunds take five days.</team>",
      "[internal, revision 1, updated TIME] <team>card-payments: Card payments; tags billing</team>",
      "<team>A refund goes to the card.</team>",
    ]);
  });
}

Deno.test("search_knowledge pages through long lists, and says what it corrected", async () => {
  await using connected = await connect({ definition: deskServer });
  for (let count = 1; count <= 30; count++) {
    const body = `Password number ${count}. ${"More words. ".repeat(50)}`;
    await connected.desk.knowledge.save(null, { title: `Guide ${count} ${"long ".repeat(40)}`, body }, BY);
  }
  const found: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const input = { query: "pasword", limit: 20, ...cursor !== undefined && { cursor } };
    const { data, text } = await call(connected.client, "search_knowledge", input);
    assert.ok(Math.max(text.length, JSON.stringify(data).length) <= 8_500);
    assert.match(shortenMarks(text), /^<team>No article has "pasword": searched for "password" instead\.<\/team>\n/);
    found.push(...data.articles.map(({ id }: { id: string }) => id));
    cursor = data.cursor;
  }
  assert.equal(new Set(found).size, 30);
  assert.equal(found.length, 30);
});

Deno.test("search_knowledge explains a query that is wrong", async () => {
  await using connected = await connect({ definition: deskServer });
  const { isError, text } = await call(connected.client, "search_knowledge", { query: "status:open" });
  assert.ok(isError);
  assert.match(text, /unknown filter "status"\. Filters: tag, language, is\./);
});
