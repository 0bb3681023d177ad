import assert from "node:assert/strict";
import type { Settings } from "../../../store/mod.ts";
import { call } from "../call.ts";
import { connect } from "../connect.ts";
import { approveAll } from "../elicitation/approvals.ts";
import { shortenMarks } from "../shorten_marks.ts";

const BY = { by: { kind: "person", name: "Kim", version: null } } as const;
const FIELDS: Settings["fields"] = {
  plan: { type: "choice", choices: ["Free", "Pro"], required: true },
  order: { type: "number" },
  product: { type: "text" },
};

async function connectWithFields(fields: Settings["fields"] = FIELDS) {
  const connected = await connect();
  await connected.desk.settings.change(() => ({ fields }), BY);
  return connected;
}

const NEW = { subject: "Kettle", customer: "ada@example.com" };

Deno.test("create_ticket and update_ticket take custom fields in loose forms", async () => {
  await using connected = await connectWithFields();
  const { data, text } = await call(connected.client, "create_ticket", {
    ...NEW,
    custom: '{"Plan": "PRO", "order": "7", "product": null}',
  });
  assert.deepEqual(data.ticket.custom, { plan: "Pro", order: 7 });
  assert.ok(data.outside_text.includes("ticket.custom"));
  assert.match(shortenMarks(text), /, custom <customer>plan: Pro; order: 7<\/customer>: <customer>ada@example/);
  const { id: ticket_id } = data.ticket;
  const updated = await call(connected.client, "update_ticket", { ticket_id, custom: { ORDER: "", product: 3000 } });
  assert.deepEqual(updated.data.ticket.custom, { plan: "Pro", product: "3000" });
  const same = await call(connected.client, "update_ticket", { ticket_id, custom: { plan: "pro" } });
  assert.equal(same.data.unchanged, true);
});

const PROBLEMS: [custom: unknown, message: RegExp][] = [
  [undefined, /^custom\.<team>plan<\/team> is required \(one of: <team>Free, Pro<\/team>\)\.$/],
  [{ plan: "Gold" }, /^custom\.<team>plan<\/team> is "Gold", but must be one of: <team>Free, Pro<\/team>\.$/],
  [
    { paln: "Pro" },
    /^custom\.paln is not a field of this desk\. Did you mean <team>plan<\/team>\? Fields: <team>plan, /,
  ],
  [{ plan: "Pro", order: "x" }, /^custom\.<team>order<\/team> is "x", but must be a number\.$/],
  ["plan=Pro", /^custom must be an object\.$/],
  [[1], /^custom must be an object\.$/],
];

for (const [custom, message] of PROBLEMS) {
  Deno.test(`create_ticket rejects the custom fields ${JSON.stringify(custom)}, and creates nothing`, async () => {
    await using connected = await connectWithFields();
    const before = await connected.desk.tickets.getStats();
    const { isError, text } = await call(connected.client, "create_ticket", { ...NEW, custom });
    assert.ok(isError);
    assert.match(shortenMarks(text), message);
    assert.deepEqual(await connected.desk.tickets.getStats(), before);
  });
}

Deno.test("update_ticket marks the names and choices in errors, and changes nothing", async () => {
  await using connected = await connectWithFields();
  const { data } = await call(connected.client, "create_ticket", { ...NEW, custom: { plan: "Pro" } });
  const { id: ticket_id } = data.ticket;
  for (
    const [custom, message] of [
      [{ plan: null }, /^custom\.<team>plan<\/team> is required and cannot be removed/],
      [{ order: "x", plan: "Free" }, /^custom\.<team>order<\/team> is "x"/],
    ] as const
  ) {
    const { isError, text } = await call(connected.client, "update_ticket", { ticket_id, custom });
    assert.ok(isError);
    assert.match(shortenMarks(text), message);
  }
  assert.equal((await connected.desk.tickets.get(ticket_id)).revision, 1);
  const empty = await call(connected.client, "update_ticket", { ticket_id, custom: {} });
  assert.match(empty.text, /^Nothing was changed\. Set at least one of .*custom/);
});

Deno.test("names of JavaScript's own members are unknown fields", async () => {
  await using connected = await connectWithFields();
  for (const name of ["__proto__", "constructor", "toString"]) {
    const custom = JSON.parse(`{"${name}":"x","plan":"Pro"}`);
    const calls = [
      ["create_ticket", { ...NEW, custom }],
      ["create_ticket", { ...NEW, custom: JSON.stringify(custom) }],
      ["update_ticket", { ticket_id: "42", custom }],
      ["update_tickets", { ticket_ids: ["42"], custom }],
    ] as const;
    for (const [tool, input] of calls) {
      const { isError, text } = await call(connected.client, tool, input);
      assert.ok(isError, tool);
      assert.match(text, new RegExp(`^custom\\.${name} is not a field of this desk\\. `));
    }
  }
  assert.deepEqual((await connected.desk.tickets.get("42")).custom, undefined);
});

Deno.test("a custom field that is not in custom is ignored with advice", async () => {
  await using connected = await connectWithFields();
  const { text } = await call(connected.client, "update_ticket", { ticket_id: "42", priority: "high", plan: "Pro" });
  assert.match(text, /^Ignored: plan\. .*; custom fields go into custom\./);
});

Deno.test("update_tickets sets custom fields after one approval, and rejects wrong ones before it", async () => {
  const messages: string[] = [];
  await using connected = await connect(approveAll(messages));
  await connected.desk.settings.change(() => ({ fields: FIELDS }), BY);
  const change = { ticket_ids: ["42", "43"], custom: { order: "x" } };
  const wrong = await call(connected.client, "update_tickets", change);
  assert.match(shortenMarks(wrong.text), /^custom\.<team>order<\/team> is "x", but must be a number/);
  assert.deepEqual(messages, []);
  const { data } = await call(connected.client, "update_tickets", { ...change, custom: { order: "5" } });
  assert.equal(data.count, 2);
  assert.match(shortenMarks(messages[0]!), /^Change 2 tickets: custom fields\? .*custom fields "order: 5"; #42/);
  assert.deepEqual((await connected.desk.tickets.get("43")).custom, { order: 5 });
});

Deno.test("readers show custom fields: get_ticket, search_tickets, the history, the resource and the prompt", async () => {
  await using connected = await connectWithFields();
  const { client } = connected;
  const product = "A long name of a product ".repeat(5).trim();
  await call(client, "update_ticket", { ticket_id: "42", custom: { plan: "Pro", product } });
  assert.deepEqual((await call(client, "get_ticket", { ticket_id: "42" })).data.ticket.custom, {
    plan: "Pro",
    product,
  });
  const found = (await call(client, "search_tickets", {})).data.tickets.find(({ id }: { id: string }) => id === "42");
  assert.equal(found.custom.product, `${product.slice(0, 59)}…`);
  const history = await call(client, "get_history", { ticket_id: "42" });
  const line = shortenMarks(history.text).split("\n").find((line) => line.includes("custom <"))!;
  assert.match(line, /: custom <customer>plan: Pro; product: A long/);
  assert.doesNotMatch(history.text + JSON.stringify(history.data), /fixed_fields/);
  const { contents: [content] } = await client.readResource({ uri: "ticket://42" });
  const shown = JSON.parse((content as { text: string }).text);
  assert.deepEqual([shown.custom, shown.outside_text.includes("custom")], [{ plan: "Pro", product }, true]);
  const prompt = await client.getPrompt({ name: "handoff_prompt", arguments: { ticket_id: "42" } });
  assert.match(JSON.stringify(prompt), /plan: Pro; product: A long/);
});
