import assert from "node:assert/strict";
import { deskServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const BY = { by: { kind: "person", name: "dana", version: null } } as const;

for (const era of ERAS) {
  Deno.test(`get_article returns the text and the latest changes (${era})`, async () => {
    await using connected = await connect({ era, definition: deskServer });
    const { knowledge } = connected.desk;
    await knowledge.save(null, { title: "Refunds", body: "# Steps\n1. Wait" }, BY);
    await knowledge.save("refunds", { body: "# Steps\n1. Pay", tags: ["billing"] }, BY);
    const { data, text } = await call(connected.client, "get_article", { id: "article://Refunds" });
    assert.deepEqual([data.article.id, data.article.revision, data.article.body], ["refunds", 2, "# Steps\n1. Pay"]);
    assert.deepEqual(
      data.history.map(({ revision, what, changed }: { revision: number; what: string; changed: string[] }) => [
        revision,
        what,
        changed.join(),
      ]),
      [[2, "updated", "tags,body"], [1, "created", "title,tags,language,audience,archived,body"]],
    );
    assert.deepEqual(shortenMarks(text).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME").split("\n"), [
      "[internal, revision 2, updated TIME] <team>refunds: Refunds; tags billing</team>",
      "<team># Steps",
      "1. Pay</team>",
      "2. TIME updated by <team>dana</team>: tags, body",
      "1. TIME created by <team>dana</team>",
    ]);
    const first = await call(connected.client, "get_article", { id: "refunds", revision: 1 });
    assert.equal(first.data.article.body, "# Steps\n1. Wait");
  });
}

Deno.test("get_article returns a long text page by page", async () => {
  await using connected = await connect({ definition: deskServer });
  const body = Array.from({ length: 2_000 }, (_, index) => `line ${index} ü`).join("\n");
  await connected.desk.knowledge.save("long", { title: "Long", body }, BY);
  let read = "";
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const { data, text } = await call(connected.client, "get_article", { id: "long", offset });
    assert.ok(Math.max(text.length, JSON.stringify(data).length) <= 8_000);
    if (data.next_offset !== undefined) {
      assert.match(text, new RegExp(`For more, call get_article again with offset: ${data.next_offset}\\.`));
    }
    read += data.article.body;
    offset = data.next_offset;
  }
  assert.equal(read, body);
});

Deno.test("get_article fails for an unknown article, an unknown revision, and an offset past the end", async () => {
  await using connected = await connect({ definition: deskServer });
  await connected.desk.knowledge.save("refunds", { title: "Refunds", body: "x" }, BY);
  const read = async (input: Record<string, unknown>) => {
    const { isError, text } = await call(connected.client, "get_article", input);
    assert.ok(isError);
    return text;
  };
  assert.equal(await read({ id: "absent" }), "Article absent not found.");
  assert.equal(await read({ id: "refunds", revision: 4 }), "Article refunds has no revision 4. Its last one is 1.");
  assert.equal(await read({ id: "refunds", offset: 9 }), "offset is past the end: 9 (the text has 1 characters).");
  assert.match(await read({ id: "///" }), /^id cannot be "\/\/\/"\. An id has letters and digits/);
});
