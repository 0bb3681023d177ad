import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

for (const era of ERAS) {
  Deno.test(`search_tickets finds tickets by words and filters, newest first (${era})`, async () => {
    await using connected = await connect({ era });
    const search = async (query: string) => {
      const { data } = await call(connected.client, "search_tickets", { query });
      return data.tickets.map(({ id }: { id: string }) => id);
    };
    assert.deepEqual(await search(""), ["43", "42"]);
    assert.deepEqual(await search('"password change" tier:pro'), ["42"]);
    assert.deepEqual(await search("-customer:bob@example.com"), ["42"]);
  });
}

Deno.test("search_tickets returns one line per ticket and a cursor for more", async () => {
  await using connected = await connect();
  await call(connected.client, "update_ticket", { ticket_id: "43", assignee: "dana" });
  const first = await call(connected.client, "search_tickets", { limit: 1 });
  const [line, more] = first.text.split("\n");
  assert.match(
    shortenMarks(line!),
    /^#43 \[open, medium, free\] revision 2, assigned to <team>dana<\/team>, due .*: <customer>bob@.*: Invoice .*<\/customer>$/,
  );
  assert.equal(more, `There may be more: call again with cursor ${first.data.cursor}`);
  const second = await call(connected.client, "search_tickets", { limit: 1, cursor: first.data.cursor });
  assert.deepEqual(second.data.tickets.map(({ id }: { id: string }) => id), ["42"]);
});

Deno.test("search_tickets says so when no ticket matches", async () => {
  await using connected = await connect();
  const { text, data } = await call(connected.client, "search_tickets", { query: "nowhere" });
  assert.deepEqual([text, data], ["No tickets found.", { tickets: [], cursor: null }]);
});

Deno.test("search_tickets explains where and why it cannot parse a query", async () => {
  await using connected = await connect();
  const { isError, text } = await call(connected.client, "search_tickets", { query: "refund statsu:open" });
  assert.ok(isError);
  assert.match(text, /statsu/);
  assert.match(text, /status/);
});
