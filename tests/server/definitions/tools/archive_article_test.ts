import assert from "node:assert/strict";
import { deskServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";

const BY = { by: { kind: "system", name: "test", version: null } } as const;

for (const era of ERAS) {
  Deno.test(`archive_article hides an article from searches, and restores it (${era})`, async () => {
    await using connected = await connect({ era, definition: deskServer });
    const { knowledge } = connected.desk;
    await knowledge.save("refunds", { title: "Refunds", body: "Five days." }, BY);
    const archive = (input: Record<string, unknown>) => call(connected.client, "archive_article", input);
    const archived = await archive({ id: "refunds", expected_revision: 1 });
    assert.deepEqual([archived.data.article.archived, archived.data.article.revision], [true, 2]);
    assert.match(archived.text, /^Archived \[internal, archived, revision 2, /);
    assert.deepEqual((await knowledge.search("refunds")).items, []);
    const again = await archive({ id: "refunds" });
    assert.equal(again.data.unchanged, true);
    assert.match(again.text, /^Nothing changed: /);
    const restored = await archive({ id: "refunds", restore: true });
    assert.equal(restored.data.article.archived, false);
    assert.equal((await knowledge.search("refunds")).items.length, 1);
    assert.equal((await knowledge.get("refunds")).body, "Five days.");
  });
}

Deno.test("archive_article fails for an unknown article and a stale revision", async () => {
  await using connected = await connect({ definition: deskServer });
  await connected.desk.knowledge.save("refunds", { title: "Refunds", body: "x" }, BY);
  const unknown = await call(connected.client, "archive_article", { id: "absent" });
  assert.deepEqual([unknown.isError, unknown.text], [true, "Article absent not found."]);
  const stale = await call(connected.client, "archive_article", { id: "refunds", expected_revision: 9 });
  assert.match(stale.text, /^Article refunds is at revision 1, not 9: it never had that revision\./);
  assert.equal((await connected.desk.knowledge.get("refunds")).archived, false);
});
