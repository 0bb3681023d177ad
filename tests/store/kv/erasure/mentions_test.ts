import assert from "node:assert/strict";
import { formatMentions } from "../../../../commands/erase/format_erasure.ts";
import { HOST, openTestDesk } from "../../open_test_desk.ts";

const BY = { by: HOST };

Deno.test("the history of a ticket that mentioned an erased address keeps it until its own customer is erased", async () => {
  await using desk = await openTestDesk();
  const { customers, erasures, tickets } = desk;
  for (const email of ["ada@acme.example", "bob@example.com"]) await customers.create({ email, name: "Someone" }, BY);
  const erase = async (email: string) => await erasures.erase(email, (await erasures.preview(email)).state, BY);
  const { id } = await tickets.create({ subject: "Refund", customer: "bob@example.com" }, BY);
  await tickets.addComment(id, { kind: "note", body: "Ask ada@acme.example too" }, BY);
  await tickets.close(id, "Done.", BY);
  const { mentions } = await erase("ada@acme.example");
  assert.deepEqual(mentions, [id]);
  assert.match(formatMentions({ mentions }), /: #1\. Edit them yourself\. Their histories, .* keep the address until /);
  await tickets.editComment(id, 1, { body: "Ask Ada" }, BY);
  await tickets.editComment(id, 1, { retract: true }, BY);
  const readHistory = async () => JSON.stringify(await tickets.listEvents(id));
  assert.match(await readHistory(), /ada@acme\.example/);
  await erase("bob@example.com");
  assert.doesNotMatch(await readHistory(), /ada@acme\.example/);
});

Deno.test("a customer whose address has quotation marks or commas can be erased", async () => {
  for (
    const email of [
      '"ada"@acme.example',
      "\u201cada\u201d@acme.example",
      "ada,bob@example.com",
      '"ada\\"b"@acme.example',
    ]
  ) {
    await using desk = await openTestDesk();
    const { customers, erasures, tickets } = desk;
    for (const each of [email, "bob@example.com"]) await customers.create({ email: each, name: "Someone" }, BY);
    await tickets.create({ subject: "Refund", customer: "bob@example.com", description: `Ask ${email} too` }, BY);
    const { state, mentions } = await erasures.preview(email);
    assert.deepEqual(mentions, ["1"], email);
    assert.deepEqual((await erasures.erase(email, state, BY)).mentions, ["1"], email);
  }
});
