import assert from "node:assert/strict";
import { deskServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const BY = { by: { kind: "system", name: "test", version: null } } as const;

for (const era of ERAS) {
  Deno.test(`list_team lists the team and the name of the caller (${era})`, async () => {
    await using connected = await connect({ era, definition: deskServer, user: "Ana Berg" });
    const empty = await call(connected.client, "list_team");
    assert.deepEqual(empty.data, { team: [], you: "Ana Berg", outside_text: ["you"] });
    assert.match(empty.text, /^The desk has no team list\./);

    const team = { "Ana Berg": { address: "ana@example.com" }, Ben: { away: true } };
    await connected.desk.settings.change(() => ({ team }), BY);
    const { data, text } = await call(connected.client, "list_team");
    assert.deepEqual(data.team, [
      { name: "Ana Berg", address: "ana@example.com", away: false },
      { name: "Ben", address: null, away: true },
    ]);
    assert.deepEqual(shortenMarks(text).split("\n"), [
      "<team>Ana Berg, ana@example.com</team>",
      "<team>Ben</team>, away",
      "You act as <team>Ana Berg</team>.",
    ]);
  });
}

for (const era of ERAS) {
  Deno.test(`list_team spells the user of --user as the team does, and so does assignee:me (${era})`, async () => {
    await using connected = await connect({ era, definition: deskServer, user: "ｂｅｎ" });
    await connected.desk.settings.change(() => ({ team: { Ana: {}, Ben: {} } }), BY);
    assert.equal((await call(connected.client, "list_team")).data.you, "Ben");
    const { data } = await call(connected.client, "update_ticket", { ticket_id: "42", assignee: "me" });
    assert.equal(data.ticket.assignee, "Ben");
    const found = await call(connected.client, "search_tickets", { query: "assignee:me" });
    assert.equal(found.data.tickets.length, 1);
  });
}

Deno.test("list_team names the host where no person is known", async () => {
  await using connected = await connect({ definition: deskServer });
  assert.equal((await call(connected.client, "list_team")).data.you, "test-host");
});

Deno.test("list_team returns a long list page by page", async () => {
  await using connected = await connect({ definition: deskServer });
  const names = Array.from({ length: 200 }, (_, index) => `Person ${1000 + index}`);
  const team = Object.fromEntries(names.map((name) => [name, { address: `${name.slice(7)}@example.com` }]));
  await connected.desk.settings.change(() => ({ team }), BY);
  const found: string[] = [];
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const { data, text } = await call(connected.client, "list_team", { offset });
    assert.ok(Math.max(text.length, JSON.stringify(data).length) <= 8_500, `${text.length}`);
    found.push(...data.team.map(({ name }: { name: string }) => name));
    offset = data.next_offset;
  }
  assert.deepEqual(found, names);
});
