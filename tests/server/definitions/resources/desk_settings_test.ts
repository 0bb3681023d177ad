import assert from "node:assert/strict";
import { readText } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;

for (const era of ERAS) {
  Deno.test(`desk://settings has what everyone at the desk may see, without texts and secrets (${era})`, async () => {
    await using connected = await connect({ era });
    await connected.desk.settings.change((document) => ({
      ...document,
      team: { Ana: { away: true } },
      views: { VIP: { query: "tag:vip", sort: "oldest" } },
      saved_replies: { hello: { body: "Hello {{customer.name}}", title: "A greeting" } },
    }), BY);
    const { settings, outside_text } = JSON.parse(await readText(connected.client, "desk://settings"));
    assert.deepEqual(settings.team, { Ana: { away: true } });
    assert.deepEqual(settings.views, { VIP: { query: "tag:vip", sort: "oldest" } });
    assert.deepEqual(settings.saved_replies, { hello: { title: "A greeting" } });
    assert.equal(settings.deadlines.first_reply.enterprise.urgent, 1);
    assert.equal(settings.intake, undefined);
    assert.deepEqual(outside_text, ["settings"]);
  });
}

Deno.test("desk://settings is not listed: only the page asks for it", async () => {
  await using connected = await connect();
  const { resources } = await connected.client.listResources();
  assert.ok(resources.every(({ uri }) => uri !== "desk://settings"));
});
