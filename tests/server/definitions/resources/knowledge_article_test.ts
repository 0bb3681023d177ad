import assert from "node:assert/strict";
import { deskServer } from "../../../../server/mod.ts";
import { until } from "../../../until.ts";
import { assertInvalidParams, complete, readText } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";

const BY = { by: { kind: "system", name: "test", version: null } } as const;

for (const era of ERAS) {
  Deno.test(`article://{id} returns an article (${era})`, async () => {
    await using connected = await connect({ era, definition: deskServer });
    const { knowledge } = connected.desk;
    await knowledge.save(null, { title: "Refund policy", body: "Five days.", tags: ["billing"] }, BY);
    const { created_at: _, ...article } = await knowledge.get("refund-policy");
    assert.deepEqual(JSON.parse(await readText(connected.client, "article://refund-policy")), {
      ...article,
      outside_text: ["id", "title", "tags", "body"],
    });
    await knowledge.save(null, { title: "返金", body: "五日" }, BY);
    const encoded = `article://${encodeURIComponent("返金")}`;
    assert.equal(JSON.parse(await readText(connected.client, encoded)).body, "五日");
  });
}

Deno.test("article://{id} cuts a long text, and names the tool that returns the rest", async () => {
  await using connected = await connect({ definition: deskServer });
  await connected.desk.knowledge.save("long", { title: "Long", body: "語".repeat(19_000) }, BY);
  const text = await readText(connected.client, "article://long");
  assert.ok(new TextEncoder().encode(text).length <= 24_000);
  assert.match(JSON.parse(text).truncated[0], /^body: \d+ of 19000 characters; get_article returns the rest$/);
});

Deno.test("article://{id} fails for an unknown article, and completes ids", async () => {
  await using connected = await connect({ definition: deskServer });
  await connected.desk.knowledge.save("refunds", { title: "Refunds", body: "x" }, BY);
  await assertInvalidParams(readText(connected.client, "article://absent"), /Article absent not found/);
  const ref = { type: "ref/resource", uri: "article://{id}" } as const;
  assert.deepEqual(await complete(connected.client, ref, "id", "Ref"), ["refunds"]);
});

Deno.test("article://{id} notifies subscribers of changes", async () => {
  const changed: string[] = [];
  await using connected = await connect({
    definition: deskServer,
    prepare: (client) =>
      client.setNotificationHandler("notifications/resources/updated", ({ params }) => void changed.push(params.uri)),
  });
  await connected.desk.knowledge.save("refunds", { title: "Refunds", body: "x" }, BY);
  await connected.client.subscribeResource({ uri: "article://refunds" });
  await connected.desk.knowledge.save("other", { title: "Other", body: "x" }, BY);
  await connected.desk.knowledge.archive("refunds", true, BY);
  await until(() => changed.includes("article://refunds"), "the notification");
  assert.deepEqual([...new Set(changed)], ["article://refunds"]);
});
