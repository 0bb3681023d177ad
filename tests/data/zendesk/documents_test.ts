import assert from "node:assert/strict";
import { compress, importZendesk } from "./import_zendesk.ts";

const ANN = { id: 2, name: "Ann", email: "ann@example.com", role: "end-user", suspended: false, active: true };
const SMITH = { id: 1, name: "Agent Smith", email: "smith@desk.example", role: "agent" };

function createTicket(id: number, fields: Record<string, unknown> = {}) {
  return {
    id,
    subject: `Ticket ${id}`,
    description: `Help with ${id}`,
    status: "open",
    priority: null,
    requester_id: 2,
    assignee_id: null,
    tags: ["a", "b"],
    created_at: "2009-07-20T22:55:29Z",
    updated_at: "2011-05-05T10:38:52Z",
    ...fields,
  };
}

function createComment(id: number, body: string, fields: Record<string, unknown> = {}) {
  return { id, type: "Comment", author_id: 1, body, plain_body: body, public: true, attachments: [], ...fields };
}

Deno.test("import of the API's JSON joins pages of tickets, users and comments in any order", async () => {
  const { tickets, customers, refused } = await importZendesk({
    "tickets-1.json": { tickets: [createTicket(35)], next_page: "https://x/api/v2/tickets.json?page=2", count: 2 },
    "tickets-2.json": {
      tickets: [createTicket(36, { status: "pending", priority: "high" })],
      next_page: null,
      count: 2,
    },
    "comments/35.json": {
      comments: [
        createComment(1, "Help with 35", { author_id: 2, created_at: "2009-07-20T22:55:29Z" }),
        createComment(2, "On it.", { public: false, created_at: "2009-07-21T22:55:29Z" }),
      ],
      next_page: null,
    },
    "users.json": { users: [ANN, SMITH] },
  });
  assert.deepEqual(refused, []);
  assert.deepEqual(tickets.map(({ ticket }) => [ticket.external_id, ticket.status, ticket.priority, ticket.tags]), [
    ["zendesk:35", "open", "medium", ["a", "b"]],
    ["zendesk:36", "pending", "high", ["a", "b"]],
  ]);
  assert.deepEqual(tickets[0]!.comments.map(({ author, kind, body }) => [author, kind, body]), [
    ["Agent Smith", "note", "On it."],
  ]);
  assert.deepEqual(customers.map(({ email }) => email), ["ann@example.com"]);
});

Deno.test("import of the API's JSON reads sideloaded records", async () => {
  const { tickets } = await importZendesk({
    "export.json": {
      tickets: [createTicket(35, { status: "solved", group_id: 5, metric_set: { solved_at: "2011-05-04T00:00:00Z" } })],
      users: [ANN],
      groups: [{ id: 5, name: "Cards" }],
      end_of_stream: true,
    },
  });
  const { closed_at, resolution, tags } = tickets[0]!.ticket;
  assert.deepEqual([closed_at, resolution, tags], ["2011-05-04T00:00:00.000Z", "Solved in Zendesk.", [
    "a",
    "b",
    "group:cards",
  ]]);
});

Deno.test("import of incremental exports keeps the newest version of a ticket", async () => {
  const newer = createTicket(35, { subject: "Newer", updated_at: "2012-01-01T00:00:00Z" });
  const lines = [newer, createTicket(35), createTicket(36)].map((line) => JSON.stringify(line)).join("\n");
  const { tickets } = await importZendesk({ "tickets.jsonl": lines, "users.json": { users: [ANN] } });
  assert.deepEqual(tickets.map(({ ticket }) => ticket.subject), ["Newer", "Ticket 36"]);
});

Deno.test("import of JSON lines reads pages, single records and nested comments", async () => {
  const lines = [
    { tickets: [createTicket(35, { comments: [createComment(1, "Help with 35"), createComment(2, "Done.")] })] },
    ANN,
    createComment(3, "And more.", { ticket_id: 35, created_at: "2020-01-01T00:00:00Z" }),
  ];
  const { tickets, refused } = await importZendesk({
    "all.ndjson": lines.map((line) => JSON.stringify(line)).join("\n"),
  });
  assert.deepEqual(refused, []);
  assert.deepEqual(tickets[0]!.comments.map(({ body }) => body), ["Done.", "And more."]);
});

Deno.test("import of incremental ticket events reads their comments", async () => {
  const { tickets } = await importZendesk({
    "tickets.json": { tickets: [createTicket(35)], users: [ANN, SMITH] },
    "events.json": {
      ticket_events: [{
        id: 7,
        ticket_id: 35,
        created_at: "2011-01-01T00:00:00Z",
        child_events: [
          { id: 8, event_type: "Change", status: "open" },
          createComment(9, "Hello.", { event_type: "Comment" }),
        ],
      }],
    },
  });
  assert.deepEqual(tickets[0]!.comments.map(({ body, at }) => [body, at]), [["Hello.", "2011-01-01T00:00:00.000Z"]]);
});

Deno.test("import of the API's JSON links attachments and finds requesters by their first email", async () => {
  const { tickets, customers, refused } = await importZendesk({
    "tickets.json": {
      tickets: [
        createTicket(35, {
          requester_id: 50,
          via: { channel: "email", source: { from: { address: "Dan@Example.com", name: "Dan" }, to: {} } },
        }),
      ],
    },
    "tickets/35/comments.json": {
      comments: [
        createComment(1, "", { attachments: [{ file_name: "a.png", content_url: "https://z.example/a.png" }] }),
      ],
    },
  });
  assert.deepEqual(refused, []);
  assert.deepEqual(tickets[0]!.comments.map(({ body }) => body), [
    "Attached in Zendesk: a.png https://z.example/a.png",
  ]);
  assert.deepEqual(customers.map(({ email, name }) => [email, name]), [["dan@example.com", "Dan"]]);
});

Deno.test("import of JSON reports unknown values and their position", async () => {
  const { refused, tickets } = await importZendesk({
    "a.json": { tickets: [createTicket(1), { subject: "No id" }], users: [ANN] },
    "b.json": { invoices: [1] },
    "c.json": { comments: [createComment(1, "Whose?")] },
    "d.jsonl": `${JSON.stringify(createTicket(2))}\n{"broken":\n{"x":1}\n`,
    "e.json": { users: [] },
  });
  assert.equal(tickets.length, 2);
  assert.deepEqual(refused.sort(), [
    "a.json:tickets[1] id is missing.",
    "b.json:$ Not a record or response of Zendesk's API.",
    "c.json:comments[0] The comment does not name its ticket. Name its file after the ticket, such as comments/1595.json.",
    "d.jsonl:2 Invalid JSON.",
    "d.jsonl:3 Not a record or response of Zendesk's API.",
  ]);
});

Deno.test("import of an invalid JSON document names the file", async () => {
  await assert.rejects(importZendesk({ "tickets.json": '{"tickets": [' }), /tickets\.json: it is not valid JSON/);
});

Deno.test("import of an export of Zendesk reads compressed documents, lines and tables", async () => {
  const { tickets, refused } = await importZendesk({
    "tickets.json.gz": await compress(JSON.stringify({ tickets: [createTicket(35)] })),
    "more.jsonl.gz": await compress(`${JSON.stringify(createTicket(36))}\n${JSON.stringify(createTicket(37))}\n`),
    "user.csv.gz": await compress("id,name,email,role\n2,Ann,ann@example.com,end-user\n"),
  });
  assert.deepEqual(refused, []);
  assert.deepEqual(tickets.map(({ ticket: { subject, customer } }) => `${subject} of ${customer}`), [
    "Ticket 35 of ann@example.com",
    "Ticket 36 of ann@example.com",
    "Ticket 37 of ann@example.com",
  ]);
});
