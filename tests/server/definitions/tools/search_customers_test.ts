import assert from "node:assert/strict";
import { customersServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";

Deno.test("search_customers finds accounts by words and filters, and lists all for an empty query", async () => {
  await using connected = await connect({ definition: customersServer });
  const search = async (query?: string) => {
    const { data } = await call(connected.client, "search_customers", query === undefined ? {} : { query });
    return data.customers.map(({ email }: { email: string }) => email);
  };
  assert.deepEqual(await search("alice"), ["alice@example.com"]);
  assert.deepEqual(await search("tier:free"), ["bob@example.com"]);
  assert.deepEqual(await search("status:suspended"), []);
  assert.deepEqual(await search(), ["alice@example.com", "bob@example.com"]);
});

Deno.test("search_customers finds O'Brien by obrien", async () => {
  await using connected = await connect({ definition: customersServer });
  const by = { kind: "host", name: "test", version: null } as const;
  await connected.desk.customers.create({ email: "maeve@example.com", name: "Maeve O'Brien" }, { by });
  const { data } = await call(connected.client, "search_customers", { query: "obrien" });
  assert.deepEqual(data.customers.map(({ email }: { email: string }) => email), ["maeve@example.com"]);
});

Deno.test("search_customers returns pages, and the first 200 characters of the notes", async () => {
  await using connected = await connect({ definition: customersServer });
  const by = { kind: "host", name: "test", version: null } as const;
  await connected.desk.customers.update("alice@example.com", { notes: "n".repeat(300) }, { by });
  const first = await call(connected.client, "search_customers", { limit: 1 });
  assert.equal(first.data.customers[0].notes, "n".repeat(200));
  assert.ok(first.text.endsWith(`\nThere may be more: call again with cursor ${first.data.cursor}`), first.text);
  const second = await call(connected.client, "search_customers", { limit: 1, cursor: first.data.cursor });
  assert.equal(second.data.customers[0].email, "bob@example.com");
});

Deno.test("search_customers says so when no account matches", async () => {
  await using connected = await connect({ definition: customersServer });
  const { text, data } = await call(connected.client, "search_customers", { query: "nowhere" });
  assert.deepEqual([text, data], ["No customers found.", { customers: [], cursor: null }]);
});

Deno.test("search_customers explains a query that it cannot parse", async () => {
  await using connected = await connect({ definition: customersServer });
  const { isError, text } = await call(connected.client, "search_customers", { query: "teir:pro" });
  assert.ok(isError);
  assert.match(text, /teir/);
});
