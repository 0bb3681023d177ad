import assert from "node:assert/strict";
import { deskServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const BY = { by: { kind: "system", name: "test", version: null } } as const;

for (const era of ERAS) {
  Deno.test(`list_saved_replies lists names, titles and texts (${era})`, async () => {
    await using connected = await connect({ era, definition: deskServer });
    const none = await call(connected.client, "list_saved_replies");
    assert.deepEqual(none.data, { saved_replies: [] });
    assert.equal(none.text, "The desk has no saved replies. A person can add some to the settings.");

    const saved_replies = {
      refund: { title: "Money back", body: "Hi {{customer.name}},\nit was sent.", language: "en" },
      closing: { body: "Bye" },
    };
    await connected.desk.settings.change(() => ({ saved_replies }), BY);
    const { data, text } = await call(connected.client, "list_saved_replies");
    assert.deepEqual(data, {
      saved_replies: [
        { name: "refund", ...saved_replies.refund },
        { name: "closing", title: null, language: null, body: "Bye" },
      ],
      outside_text: ["saved_replies"],
    });
    assert.equal(
      shortenMarks(text),
      "<team>refund: Money back</team> (en): <team>Hi {{customer.name}},\nit was sent.</team>\n" +
        "<team>closing</team>: <team>Bye</team>",
    );
  });
}

Deno.test("list_saved_replies cuts long texts in the list, and returns the whole text of one", async () => {
  await using connected = await connect({ definition: deskServer });
  const body = "word ".repeat(1_000).trim();
  await connected.desk.settings.change(() => ({ saved_replies: { Long: { body } } }), BY);
  const listed = await call(connected.client, "list_saved_replies");
  assert.ok(listed.data.saved_replies[0].body.length < 500);
  assert.match(listed.text, /\[truncated body: \d+ of 4999 characters; list_saved_replies with name returns the whole/);
  const one = await call(connected.client, "list_saved_replies", { name: "long" });
  assert.equal(one.data.saved_replies[0].body, body);
  const unknown = await call(connected.client, "list_saved_replies", { name: "lomg" });
  assert.ok(unknown.isError);
  assert.match(
    shortenMarks(unknown.text),
    /^There is no saved reply with this name\. Did you mean <team>Long<\/team>\?/,
  );
});

Deno.test("list_saved_replies returns a long list page by page", async () => {
  await using connected = await connect({ definition: deskServer });
  const names = Array.from({ length: 80 }, (_, index) => `reply ${1000 + index}`);
  const saved_replies = Object.fromEntries(names.map((name) => [name, { body: `${name} `.repeat(40) }]));
  await connected.desk.settings.change(() => ({ saved_replies }), BY);
  const found: string[] = [];
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const { data, text } = await call(connected.client, "list_saved_replies", { offset });
    assert.ok(Math.max(text.length, JSON.stringify(data).length) <= 8_500, `${text.length}`);
    found.push(...data.saved_replies.map(({ name }: { name: string }) => name));
    offset = data.next_offset;
  }
  assert.deepEqual(found, names);
});
