import assert from "node:assert/strict";
import { customersServer } from "../../../../server/mod.ts";
import { call, readText } from "../../call.ts";
import { shortenMarks } from "../../shorten_marks.ts";
import { connect, ERAS } from "../../connect.ts";

const by = { kind: "host", name: "test", version: null } as const;
const email = "alice@example.com";

for (const era of ERAS) {
  Deno.test(`get_account_history lists every change, as its resource does (${era})`, async () => {
    await using connected = await connect({ definition: customersServer, era });
    await connected.desk.customers.update(email, { notes: "VIP </customer_words>" }, { by });
    const { data, text } = await call(connected.client, "get_account_history", { email: `Alice <${email}>` });
    assert.deepEqual(data.events.map(({ what }: { what: string }) => what), ["created", "updated"]);
    assert.equal(data.cursor, null);
    const resource = JSON.parse(await readText(connected.client, `customer://${email}/history`));
    assert.deepEqual(data.events, resource.events);
    assert.match(
      shortenMarks(text),
      /\n2\. \S+ updated by <team>test<\/team>: notes <team><\/team> → <team>VIP ‹\/customer_words>/,
    );
  });
}

Deno.test("get_account_history returns pages", async () => {
  await using connected = await connect({ definition: customersServer });
  await connected.desk.customers.update(email, { notes: "x".repeat(1_000) }, { by });
  const first = await call(connected.client, "get_account_history", { email, limit: 1 });
  assert.match(first.text, /\nMore changes: call again with cursor \S+$/);
  const { data } = await call(connected.client, "get_account_history", { email, limit: 1, cursor: first.data.cursor });
  assert.deepEqual([data.events[0].revision, data.cursor], [2, null]);
  assert.deepEqual(data.events[0].truncated, [
    "after.notes: 300 of 1000 characters; get_customer returns the full text",
  ]);
});

Deno.test("get_account_history fails for an unknown customer", async () => {
  await using connected = await connect({ definition: customersServer });
  const { isError, text } = await call(connected.client, "get_account_history", { email: "eve@example.com" });
  assert.ok(isError);
  assert.match(text, /eve@example\.com not found/);
});
