import assert from "node:assert/strict";
import { deskServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS, openDemoDesk } from "../../connect.ts";
import { approveAll, REFUSALS, respondWith } from "../../elicitation/approvals.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;
const EMAIL = "bob@example.com";

/** Opens the demo desk with Bob's ticket closed. */
async function openClosedDesk() {
  const desk = await openDemoDesk();
  await desk.tickets.addComment("43", { kind: "note", author: "dana", body: "Called Bob" }, BY);
  await desk.tickets.close("43", "Explained the invoice to Bob", BY);
  return desk;
}

for (const era of ERAS) {
  Deno.test(`erase_customer counts first, and erases what a person approved (${era})`, async () => {
    const messages: string[] = [];
    const desk = await openClosedDesk();
    await using connected = await connect({ era, definition: deskServer, desk, ...approveAll(messages) });
    const preview = await call(connected.client, "erase_customer", { email: EMAIL, preview: true });
    assert.equal(
      shortenMarks(preview.text),
      `Would erase <customer>${EMAIL}</customer>: 1 ticket, 1 comment, 0 files.`,
    );
    assert.deepEqual([preview.data.erased, messages], [false, []]);
    const { text, data } = await call(connected.client, "erase_customer", { email: EMAIL });
    assert.deepEqual(messages.map(shortenMarks), [
      `Erase customer ${EMAIL} (revision 1) for good, with 1 ticket, 1 comment, 0 files? Text: name "Bob".`,
    ]);
    assert.match(
      shortenMarks(text),
      /^Erased <customer>bob@example\.com<\/customer>: 1 ticket, 1 comment, 0 files\. The tickets remain without their text, as tickets of erased-1@erased\.invalid\.\nNot erased, so a person must delete them: recordings, /,
    );
    assert.deepEqual([data.erased, data.erased_account, data.tickets], [true, "erased-1@erased.invalid", 1]);
    const ticket = await call(connected.client, "get_ticket", { ticket_id: "43" });
    assert.doesNotMatch(JSON.stringify(ticket), /bob|invoice/i);
    const history = await call(connected.client, "get_account_history", { email: "erased-1@erased.invalid" });
    assert.match(history.text, /erased by .*approval: accepted/);
    const again = await call(connected.client, "erase_customer", { email: EMAIL });
    assert.match(again.text, /Customer bob@example\.com not found/);
    await desk.close();
  });

  for (const [name, result, reason] of REFUSALS) {
    Deno.test(`erase_customer changes nothing after ${name} (${era})`, async () => {
      const desk = await openClosedDesk();
      await using connected = await connect({ era, definition: deskServer, desk, ...respondWith(() => result) });
      const { isError, text } = await call(connected.client, "erase_customer", { email: EMAIL });
      assert.ok(isError);
      assert.match(text, reason);
      assert.equal((await desk.tickets.get("43")).customer, EMAIL);
      assert.equal((await desk.customers.listEvents(EMAIL)).items.at(-1)!.what, "not_approved");
      await desk.close();
    });
  }
}

Deno.test("erase_customer counts tickets that became another customer's", async () => {
  const messages: string[] = [];
  const desk = await openDemoDesk();
  await desk.tickets.update("43", { customer: "alice@example.com", subject: "Renamed" }, BY);
  await using connected = await connect({ definition: deskServer, desk, ...approveAll(messages) });
  const preview = await call(connected.client, "erase_customer", { email: EMAIL, preview: true });
  const counts =
    "0 tickets, 0 comments, 0 files, and words in the history of 1 ticket that now belongs to another customer";
  assert.equal(shortenMarks(preview.text), `Would erase <customer>${EMAIL}</customer>: ${counts}.`);
  assert.deepEqual([preview.data.tickets, preview.data.moved], [0, 1]);
  const { text } = await call(connected.client, "erase_customer", { email: EMAIL });
  assert.ok(messages[0]!.includes(`for good, with ${counts}?`), messages[0]);
  assert.match(
    text,
    /Not erased, so a person must delete them: the current texts and files of tickets that became another customer's: #43; /,
  );
  await desk.close();
});

Deno.test("erase_customer names tickets of others with messages of the customer or the address, before a person approves", async () => {
  const messages: string[] = [];
  const desk = await openClosedDesk();
  await desk.tickets.addComment("42", { kind: "customer", author: EMAIL, body: "It also happens to me" }, BY);
  await desk.tickets.addComment("42", { kind: "note", body: `Ask ${EMAIL} as well` }, BY);
  await using connected = await connect({ definition: deskServer, desk, ...approveAll(messages) });
  const preview = await call(connected.client, "erase_customer", { email: EMAIL, preview: true });
  const counts = "1 ticket, 2 comments, 0 files (with the customer's messages in tickets of other customers: #42)";
  assert.equal(
    shortenMarks(preview.text),
    `Would erase <customer>${EMAIL}</customer>: ${counts}.\nOther tickets mention the address: #42.`,
  );
  assert.deepEqual([preview.data.written_in, preview.data.mentions], [["42"], ["42"]]);
  const { text, data } = await call(connected.client, "erase_customer", { email: EMAIL });
  assert.ok(messages[0]!.includes(`with ${counts}? Other tickets mention the address: #42, and stay.`), messages[0]);
  assert.ok(text.includes(counts), text);
  assert.deepEqual([data.written_in, data.mentions], [["42"], ["42"]]);
  await desk.close();
});

Deno.test("erase_customer waits as an approval of exactly this state where no one can be asked", async () => {
  const desk = await openClosedDesk();
  await using connected = await connect({ definition: deskServer, desk });
  const { text } = await call(connected.client, "erase_customer", { email: EMAIL });
  assert.match(text, /^approval_required: erase_customer needs a person's approval/);
  const [approval] = (await desk.approvals.list({})).items;
  await desk.tickets.addComment("43", { kind: "note", author: "dana", body: "One more thing" }, BY);
  const { state, reason } = await desk.approvals.get(approval!.id);
  assert.deepEqual([state, reason], ["expired", `A ticket of customer ${EMAIL} was changed in the meantime.`]);
  assert.deepEqual((await desk.approvals.list({ states: ["pending"] })).items, []);
  const by = { kind: "person", name: "Dana", version: null } as const;
  const decided = await desk.approvals.grant(approval!.id, { by, via: "terminal" });
  assert.deepEqual([decided.state, (await desk.customers.get(EMAIL)).email], ["expired", EMAIL]);
  await desk.close();
});

Deno.test("erase_customer says which tickets must be closed before, and asks no one", async () => {
  const messages: string[] = [];
  await using connected = await connect({ definition: deskServer, ...approveAll(messages) });
  const { isError, text } = await call(connected.client, "erase_customer", { email: EMAIL });
  assert.ok(isError);
  assert.match(text, /has tickets that are not closed: #43\. Nothing was erased\. Close them first/);
  assert.deepEqual(messages, []);
  const preview = await call(connected.client, "erase_customer", { email: EMAIL, preview: true });
  assert.deepEqual([preview.data.tickets, preview.data.open, preview.data.erased], [1, ["43"], false]);
  assert.equal(
    shortenMarks(preview.text),
    `Would erase <customer>${EMAIL}</customer>: 1 ticket, 0 comments, 0 files.\nThese tickets must be closed first: #43.`,
  );
});
