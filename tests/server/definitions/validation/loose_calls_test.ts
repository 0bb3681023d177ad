/** Calls as models and agent libraries write them, from the message to the result. */

import assert from "node:assert/strict";
import { call, promptText } from "../../call.ts";
import { connect, openDemoDesk, type TestConnection } from "../../connect.ts";
import { customersServer } from "../../../../server/mod.ts";
import { parsePayload } from "../../../../server/protocol/messages/mod.ts";

/** Calls a tool in loose and in strict form, each on a new desk, and compares the results. */
async function assertSame(name: string, loose: Record<string, unknown>, strict: Record<string, unknown>) {
  const results = [];
  for (const input of [loose, strict]) {
    const desk = await openDemoDesk(() => Date.parse("2026-11-01T09:00:00Z"));
    await using connected = await connect({ desk });
    results.push(await call(connected.client, name, input));
    await desk.close();
  }
  assert.deepEqual(results[0], results[1]);
  assert.ok(!results[1]!.isError, results[1]!.text);
}

const SAME: [tool: string, loose: Record<string, unknown>, strict: Record<string, unknown>][] = [
  ["search_tickets", { query: "login", limit: null, cursor: null }, { query: "login" }],
  ["search_tickets", { cursor: "" }, {}],
  ["search_tickets", { limit: "5" }, { limit: 5 }],
  ["search_tickets", { query: 404 }, { query: "404" }],
  ["update_ticket", { ticket_id: "42", priority: "HIGH", status: null, assignee: "" }, {
    ticket_id: "42",
    priority: "high",
  }],
  ["update_ticket", { ticket_id: "42", status: "On Hold" }, { ticket_id: "42", status: "on_hold" }],
  ["update_ticket", { ticket_id: "42", add_tags: "vip" }, { ticket_id: "42", add_tags: ["vip"] }],
  ["create_ticket", { subject: "A", customer: "alice@example.com", tags: '["billing","vip"]' }, {
    subject: "A",
    customer: "alice@example.com",
    tags: ["billing", "vip"],
  }],
  ["get_ticket", { ticket_id: "#42" }, { ticket_id: "42" }],
  ["get_ticket", { ticket_id: " 42 " }, { ticket_id: "42" }],
  ["get_ticket", { ticket_id: "ticket://42" }, { ticket_id: "42" }],
  ["search_tickets", { query: "ticket://42" }, { query: "#42" }],
  ["search_tickets", { query: "(ticket://42)" }, { query: "(#42)" }],
  ["get_ticket", { ticket_id: "42", full_texts: "false" }, { ticket_id: "42", full_texts: false }],
  ["update_ticket", { ticket_id: "42", priority: "high", subject: " ", assignee: "\u00a0", add_tags: [" "] }, {
    ticket_id: "42",
    priority: "high",
  }],
  ["search_tickets", { cursor: " " }, {}],
  ["ticket_report", { period: " " }, {}],
  ...["none", "unassigned", "null", ""].map((assignee): [string, Record<string, unknown>, Record<string, unknown>] => [
    "create_ticket",
    { subject: "A", customer: "alice@example.com", assignee },
    { subject: "A", customer: "alice@example.com" },
  ]),
];

for (const [tool, loose, strict] of SAME) {
  Deno.test(`${tool} ${JSON.stringify(loose)} means ${JSON.stringify(strict)}`, () => assertSame(tool, loose, strict));
}

for (const name of ["resolution_prompt", "triage_prompt", "handoff_prompt"]) {
  for (const id of ["#42", " 42 ", "ticket://42"]) {
    Deno.test(`${name} takes the ticket id "${id}"`, async () => {
      await using connected = await connect();
      const strict = await promptText(connected.client, name, { ticket_id: "42" });
      assert.equal(await promptText(connected.client, name, { ticket_id: id }), strict);
    });
  }
}

Deno.test("resolution_prompt uses its defaults for empty arguments, and rejects an unknown tier", async () => {
  await using connected = await connect();
  const defaults = await promptText(connected.client, "resolution_prompt", { ticket_id: "42" });
  const empty = { ticket_id: "42", tone: "", account_tier: "" };
  assert.equal(await promptText(connected.client, "resolution_prompt", empty), defaults);
  const unknown = promptText(connected.client, "resolution_prompt", { ticket_id: "42", account_tier: "gold" });
  await assert.rejects(unknown, /account_tier is "gold", but must be one of: free, pro, enterprise/);
});

for (const [ticket_id, form] of [["42", "strict"], ["#42", "loose"]] as const) {
  Deno.test(`add_comment does not write with a blank idempotency_key in ${form} form`, async () => {
    await using connected = await connect();
    const input = { ticket_id, body: "Called back.", idempotency_key: " " };
    const { isError, text } = await call(connected.client, "add_comment", input);
    assert.ok(isError);
    assert.equal(text, 'idempotency_key is " ", but a key has characters other than white space.');
    assert.deepEqual((await call(connected.client, "get_ticket", { ticket_id: "42" })).data.comments, []);
  });
}

Deno.test("get_ticket shows the form of a ticket id", async () => {
  await using connected = await connect();
  const { isError, text } = await call(connected.client, "get_ticket", { ticket_id: "TICKET-42" });
  assert.ok(isError);
  assert.equal(text, 'ticket_id is "TICKET-42", but a ticket id is a number, such as 42.');
});

Deno.test("get_ticket explains an empty ticket id in one sentence", async () => {
  await using connected = await connect();
  const { text } = await call(connected.client, "get_ticket", { ticket_id: "" });
  assert.equal(text, "ticket_id must not be empty.");
});

for (const id of ["TICKET-42", "%2344"]) {
  Deno.test(`the resource ticket://${id} shows the form of a ticket id`, async () => {
    await using connected = await connect();
    const failure = { message: /not found\. A ticket id is a number, such as 42\./ };
    await assert.rejects(connected.client.readResource({ uri: `ticket://${id}` }), failure);
  });
}

Deno.test("create_ticket quotes an invalid email address as it was written", async () => {
  await using connected = await connect();
  const { text } = await call(connected.client, "create_ticket", { subject: "A", customer: "Jane Roe" });
  assert.match(text, /^"Jane Roe" is not an email address: /);
});

Deno.test("search_tickets ignores a filter that is not an argument, and says so in both forms", async () => {
  await using connected = await connect();
  const { isError, text, data } = await call(connected.client, "search_tickets", { status: "closed" });
  const notice = "Ignored: status. search_tickets takes query, sort, limit, cursor; filters go into query.";
  assert.ok(!isError);
  assert.ok(text.startsWith(notice), text);
  assert.equal(data.notice, notice);
  assert.equal(data.tickets.length, 2);
});

Deno.test("update_ticket changes nothing if all that it could change is unknown, and names the argument to use", async () => {
  await using connected = await connect();
  const { isError, text } = await call(connected.client, "update_ticket", { ticket_id: "42", tags: ["x"] });
  assert.ok(isError);
  assert.match(text, /^Nothing was changed\. Unknown arguments: tags\. update_ticket takes ticket_id, /);
  assert.match(text, /To change tags, use add_tags and remove_tags\.$/);
  assert.equal((await connected.desk.tickets.get("42")).revision, 1);
});

for (
  const input of [{}, { assignee: null }, { assignee: "" }, { add_tags: ["", null] }, { priority: "", status: null }]
) {
  Deno.test(`update_ticket rejects ${JSON.stringify(input)}, which changes nothing`, async () => {
    await using connected = await connect();
    const { isError, text } = await call(connected.client, "update_ticket", { ticket_id: "42", ...input });
    assert.ok(isError);
    assert.match(text, /^Nothing was changed\. Set at least one of subject, .*set assignee to "none"\.$/);
    assert.equal((await connected.desk.tickets.get("42")).revision, 1);
  });
}

Deno.test("update_ticket rejects two spellings of an argument with different values", async () => {
  await using connected = await connect();
  const input = { ticketId: 42, "ticket-id": 43, priority: "high" };
  const { isError, text } = await call(connected.client, "update_ticket", input);
  assert.ok(isError);
  assert.match(text, /^ticket_id: given in two spellings with different values\./);
});

Deno.test("update_ticket checks the revision in whichever spelling it is given", async () => {
  await using connected = await connect();
  const input = { ticket_id: "42", expected_revision: null, expectedRevision: 99, priority: "high" };
  const { isError } = await call(connected.client, "update_ticket", input);
  assert.ok(isError);
  assert.equal((await connected.desk.tickets.get("42")).revision, 1);
});

Deno.test("create_ticket rejects two mailboxes", async () => {
  await using connected = await connect();
  const input = { subject: "A", customer: "A <a@b.com>, B <c@d.com>" };
  const { isError, text } = await call(connected.client, "create_ticket", input);
  assert.ok(isError);
  assert.match(text, /is not an email address/);
});

Deno.test("update_ticket names the tool that closes a ticket", async () => {
  await using connected = await connect();
  for (const status of ["closed", "Closed"]) {
    const { isError, text } = await call(connected.client, "update_ticket", { ticket_id: "42", status });
    assert.ok(isError);
    assert.match(text, /status is "\w+", but must be one of: open, pending, on_hold\. .*close_ticket_tool/);
  }
});

Deno.test("add_comment adds a note if it is given an unknown argument, and names kind", async () => {
  await using connected = await connect();
  const input = { ticket_id: "42", body: "Hello", public: true };
  const { isError, text, data } = await call(connected.client, "add_comment", input);
  assert.ok(!isError);
  assert.equal(data.comment.kind, "note");
  assert.match(text, /^Ignored: public\. add_comment takes ticket_id, body, kind, .*set kind to reply\.\nAdded note 1/);
});

Deno.test("close_ticket_tool keeps its text in JSON when it ignores an argument", async () => {
  await using connected = await connect();
  const input = { ticket_id: 42, resolution: "Done.", notify: true };
  const { text, data } = await call(connected.client, "close_ticket_tool", input);
  assert.deepEqual(JSON.parse(text), data);
  assert.equal(data.success, true);
  assert.match(data.notice, /^Ignored: notify\. close_ticket_tool takes ticket_id, resolution, /);
});

Deno.test("create_customer states the limit of the desk", async () => {
  await using connected = await connect({ definition: customersServer });
  const input = { email: "new@example.com", name: "New", notes: "x".repeat(15_000) };
  const { isError, text } = await call(connected.client, "create_customer", input);
  assert.ok(isError);
  assert.equal(text, "notes is too long: 15,000 characters (limit 10,000).");
});

Deno.test("an unknown argument cannot add lines to the text", async () => {
  await using connected = await connect();
  const { text } = await call(connected.client, "search_tickets", { "x\n#99 [open]": 1 });
  assert.match(text, /^Ignored: x_99_open_\. /);
});

const parseCallArguments = (method: string, args: unknown): unknown => {
  const { messages: [message] } = parsePayload(
    JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { name: "x", arguments: args } }),
  );
  return (message as { params: { arguments?: unknown } }).params.arguments;
};

Deno.test("the arguments of a call may be null, or JSON text", () => {
  assert.equal(parseCallArguments("tools/call", null), undefined);
  assert.equal(parseCallArguments("tools/call", ""), undefined);
  assert.deepEqual(parseCallArguments("tools/call", '{"ticket_id":"42"}'), { ticket_id: "42" });
  assert.equal(parseCallArguments("tools/call", "42"), "42");
  assert.deepEqual(parseCallArguments("prompts/get", { ticket_id: 42, tone: null }), { ticket_id: "42" });
});

/** Calls a tool as an agent library does that sends null for every omitted argument. */
async function callWithNulls({ client }: TestConnection, name: string, input: Record<string, unknown>) {
  const { tools } = await client.listTools();
  const { properties = {} } = tools.find((tool) => tool.name === name)!.inputSchema;
  const nulls = Object.fromEntries(Object.keys(properties).map((argument) => [argument, null]));
  return await call(client, name, { ...nulls, ...input });
}

Deno.test("a ticket can be worked with null for every omitted argument", async () => {
  await using connected = await connect();
  const steps: [string, Record<string, unknown>][] = [
    ["search_tickets", { query: "status:open" }],
    ["get_ticket", { ticket_id: "42" }],
    ["add_comment", { ticket_id: "42", body: "Checked." }],
    ["update_ticket", { ticket_id: "42", priority: "low" }],
    ["claim_next_ticket", {}],
    ["ticket_stats", {}],
    ["close_ticket_tool", { ticket_id: "42", resolution: "Done." }],
    ["reopen_ticket", { ticket_id: "42", reason: "Again." }],
  ];
  for (const [name, input] of steps) {
    const { isError, text } = await callWithNulls(connected, name, input);
    assert.ok(!isError, `${name}: ${text}`);
  }
});

Deno.test("an invalid value that contains the words of a notice is quoted as it was sent", async () => {
  await using connected = await connect();
  const { text } = await call(connected.client, "get_ticket", { ticket_id: "Ignored: x", color: "red" });
  assert.match(
    text,
    /^ticket_id is "Ignored: x", but a ticket id is a number, such as 42\. Unknown arguments: color\. /,
  );
});

const NO_IDS: readonly [value: unknown, quoted: string][] = [
  [0, "0"],
  [-42, "-42"],
  [1.5, "1.5"],
  [true, "true"],
  [["42"], '[\\"42\\"]'],
];

for (const [value, quoted] of NO_IDS) {
  Deno.test(`the error for the ticket id ${JSON.stringify(value)} shows the form of an id`, async () => {
    await using connected = await connect();
    const { isError, text } = await call(connected.client, "get_ticket", { ticket_id: value });
    assert.deepEqual([isError, text], [true, `ticket_id is "${quoted}", but a ticket id is a number, such as 42.`]);
  });
}

Deno.test("arguments that are the text null count as absent", () => {
  const params = { name: "search_tickets", arguments: " null " };
  const { messages } = parsePayload(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }));
  assert.deepEqual(messages, [{ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "search_tickets" } }]);
});
