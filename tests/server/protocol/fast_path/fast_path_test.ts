import assert from "node:assert/strict";
import fc from "../../../fast_check.ts";
import { WITH_APPS } from "../../connect.ts";
import { type Conversation, type ConversationOptions, startConversation, type TestMessage } from "./conversation.ts";

/** Returns everything that the server sends in a conversation, with the fast path or with the SDK only. */
async function collectLines(options: ConversationOptions, messages: readonly TestMessage[]): Promise<string[]> {
  await using talk = await startConversation(options);
  for (const message of messages) await talk.send(message);
  return talk.lines;
}

async function assertSameBytes(messages: readonly TestMessage[], options: ConversationOptions = {}): Promise<void> {
  const direct = await collectLines(options, messages);
  assert.deepEqual(direct, await collectLines({ ...options, fastPath: false }, messages));
}

function read(uri: unknown, more: Record<string, unknown> = {}): TestMessage {
  return { id: 1, method: "resources/read", params: { uri, ...more } };
}

function call(name: unknown, input?: unknown, more: Record<string, unknown> = {}): TestMessage {
  return { id: "c", method: "tools/call", params: { name, ...input !== undefined && { arguments: input }, ...more } };
}

const URIS = [
  ...["ticket://list", "ticket://42", "ticket://42/history", "ticket://7", "ticket://7/history", "TICKET://42"],
  ...["ticket://4%32", "ticket://42?x=1", "ticket://42#x", "ticket://../42", "ticket://42/..", "ticket://42//history"],
  ...[
    "ticket://",
    "ticket://a b",
    "ticket://list/history",
    "ticket://42/attachments/none.txt",
    "other://42",
    "nonsense",
  ],
  ...["", "ticket://42/", "ticket:42", "ticket://0042", "ticket://__proto__", "ticket://LIST"],
];

/** A working day of calls, each of which finds what those before have left. */
const CALLS: readonly TestMessage[] = [
  call("search_tickets", { query: "status:open", limit: 1 }),
  call("search_tickets", { query: 'nonsense:"' }),
  call("search_tickets"),
  call("get_ticket", { ticket_id: 42 }),
  call("get_ticket", { ticket_id: "7" }),
  call("get_ticket", { ticket_id: "42", comments_limit: 1000 }),
  call("get_ticket", { ticket_id: "42", unknown: { nested: [1] } }),
  call("create_ticket", { subject: "New", customer: "alice@example.com", description: "“quoted”\u2028 \ud83d\ude00" }),
  call("create_ticket", { subject: "New", customer: "unknown@example.com" }),
  call("add_comment", { ticket_id: "44", body: "Looking into it" }),
  call("update_ticket", { ticket_id: "44", priority: "high", assignee: "dana", tags: ["a", "b"] }),
  call("claim_next_ticket", { assignee: "erin" }),
  call("close_ticket_tool", { ticket_id: "42", resolution: "Done" }),
  call("close_ticket_tool", { ticket_id: "42", resolution: "Again" }),
  call("close_ticket_tool", { ticket_id: "43", resolution: "Done", expected_revision: 99 }),
  call("close_ticket_tool", { ticket_id: "43", resolution: "" }),
  call("reopen_ticket", { ticket_id: "42" }),
  call("get_history", { ticket_id: "42" }),
  call("ticket_stats", {}),
  call("list_approvals", {}),
  call("escalate_ticket", { ticket_id: "43", reason: "asks" }),
  call("merge_tickets", { ticket_id: "43", into_ticket_id: "42" }),
  call("no_such_tool", {}),
  call("get_ticket", null),
  call("get_ticket", []),
  call("get_ticket", "42"),
  call("search_tickets", { query: { toString: "", valueOf: [] } }),
  call("update_ticket", { ticket_id: "44", status: { toString: null } }),
  call(5, {}),
  call("get_ticket", { ticket_id: "42" }, { _meta: { progressToken: 5 } }),
  call("get_ticket", { ticket_id: "42" }, { _meta: { other: 1 } }),
  call("get_ticket", { ticket_id: "42" }, { task: {} }),
  { id: 7, method: "resources/read" },
];

for (const revision of ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]) {
  Deno.test(`FastPath gives the SDK's bytes for every URI (${revision})`, async () => {
    const odd = [read(42), read("ticket://42", { extra: 1 }), read("ticket://42", { _meta: { progressToken: "p" } })];
    await assertSameBytes([...URIS.map((uri) => read(uri)), ...odd], { revision });
  });
}

Deno.test("FastPath gives the SDK's bytes for every call, and leaves the same desk", async () => {
  await assertSameBytes([...CALLS, ...URIS.map((uri) => read(uri))]);
});

Deno.test("FastPath gives the SDK's bytes to clients with and without MCP Apps", async () => {
  const calls = [
    ...CALLS,
    call("open_desk", { ticket_id: "42" }),
    call("open_desk", { query: "status:open", ticket_id: "999" }),
    call("list_approvals", {}),
    call("get_approval", { approval_id: "A1" }),
    call("decide_approval", { approval_id: "A1", decision: "grant", key: "x" }),
  ];
  for (const capabilities of [{}, WITH_APPS]) await assertSameBytes(calls, { capabilities, stateKey: "k".repeat(32) });
});

Deno.test("FastPath offers no more than the server does", async () => {
  await assertSameBytes(CALLS, { readOnly: true });
  await assertSameBytes(CALLS, { tools: ["get_ticket"] });
});

Deno.test("FastPath gives the SDK's bytes for the customers' server", async () => {
  const asked = [
    read("customer://list"),
    read("customer://alice@example.com"),
    call("get_customer", { email: "ALICE@example.com" }),
    call("search_customers", {}),
    call("create_customer", { email: "new@example.com", name: "New", account_tier: "pro" }),
    call("create_customer", { email: "new@example.com", name: "New", account_tier: "pro" }),
  ];
  await assertSameBytes(asked, { server: "customers" });
});

Deno.test("FastPath logs at the level that the client sets", async () => {
  const close = call("close_ticket_tool", { ticket_id: "42", resolution: "Done" });
  const reopen = call("reopen_ticket", { ticket_id: "42" });
  const level = (level: string): TestMessage => ({ id: 9, method: "logging/setLevel", params: { level } });
  await assertSameBytes([close, level("error"), reopen, level("debug"), close]);
});

Deno.test("FastPath gives the SDK's bytes for requests made up at random", async () => {
  const value = fc.oneof(fc.constantFrom("42", "43", "7", 42, "", null, "status:open", true), fc.jsonValue());
  const names = fc.constantFrom("ticket_id", "query", "limit", "comments_limit", "full_texts", "resolution", "body");
  const calls = fc.tuple(
    fc.constantFrom("get_ticket", "search_tickets", "get_history", "close_ticket_tool", "add_comment"),
    fc.dictionary(names, value, { maxKeys: 3 }),
  ).map(([name, input]) => call(name, input));
  const reads = fc.oneof(fc.constantFrom(...URIS), fc.stringMatching(/^ticket:\/\/[\w./%-]{1,12}$/)).map((uri) =>
    read(uri)
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(calls, reads), { maxLength: 8 }), (asked) => assertSameBytes(asked)),
    {
      numRuns: 20,
    },
  );
});

Deno.test("FastPath tells a fault of ours as the SDK does", async () => {
  const broken = async (talk: Conversation) => {
    const fault = () => Promise.reject(new TypeError("the disk is on fire"));
    Object.assign(talk.desk.tickets, { get: fault, close: fault });
    await talk.send(read("ticket://42"));
    await talk.send(call("get_ticket", { ticket_id: "42" }));
    await talk.send(call("close_ticket_tool", { ticket_id: "42", resolution: "Done" }));
    return talk.lines;
  };
  await using direct = await startConversation();
  await using sdk = await startConversation({ fastPath: false });
  assert.deepEqual(await broken(direct), await broken(sdk));
});

Deno.test("FastPath gets no invalid requests", async () => {
  await using talk = await startConversation();
  const before = talk.lines.length;
  await talk.send(call("ticket_stats", {}, { _meta: { progressToken: {} } }));
  await talk.send({ id: 1.5, method: "tools/call", params: { name: "ticket_stats" } });
  assert.deepEqual(
    talk.lines.slice(before).map((line) => JSON.parse(line)).map(({ id, error }) => [id, error.code]),
    [["c", -32600], [1.5, -32600]],
  );
});

Deno.test("FastPath gives a cancelled request no answer", async () => {
  await using talk = await startConversation();
  const { promise: stuck, resolve: release } = Promise.withResolvers<void>();
  const ticket = await talk.desk.tickets.get("42");
  Object.assign(talk.desk.tickets, { get: () => stuck.then(() => ticket) });
  const before = talk.lines.length;
  talk.send(read("ticket://42")).catch(() => {});
  await talk.send({ method: "notifications/cancelled", params: { requestId: 1 } });
  release();
  await talk.send({ id: 2, method: "ping" });
  assert.deepEqual(talk.lines.slice(before), ['{"result":{},"jsonrpc":"2.0","id":2}']);
});
