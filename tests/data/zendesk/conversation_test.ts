import assert from "node:assert/strict";
import { importZendesk } from "./import_zendesk.ts";

/** Imports one ticket with these comments. */
async function importConversation(
  description: string,
  comments: Record<string, unknown>[],
  fields: Record<string, unknown> = {},
  users: Record<string, unknown>[] = [],
) {
  const { tickets, refused } = await importZendesk({
    "export.json": {
      tickets: [{
        id: 1,
        subject: "Subject",
        description,
        requester_id: 2,
        status: "solved",
        created_at: "2020-01-01T00:00:00Z",
        updated_at: "2020-01-09T00:00:00Z",
        comments: comments.map((comment, index) => ({
          id: index + 1,
          author_id: 1,
          public: true,
          created_at: `2020-01-0${index + 1}T00:00:00Z`,
          ...comment,
        })),
        ...fields,
      }],
      users: [{ id: 2, name: "Ann", email: "ann@example.com", role: "end-user" }, {
        id: 1,
        name: "Bob",
        role: "agent",
      }, ...users],
    },
  });
  assert.deepEqual(refused, []);
  return tickets[0]!;
}

const listBodies = (ticket: { comments: { body: string }[] }) => ticket.comments.map(({ body }) => body);

Deno.test("the first comment is the description and is imported once", async () => {
  const ticket = await importConversation("Hello,\nworld", [{ body: "Hello,  world" }, { body: "Yes?" }]);
  assert.equal(ticket.ticket.description, "Hello,  world");
  assert.deepEqual(listBodies(ticket), ["Yes?"]);
});

Deno.test("a cut description is completed from the first comment", async () => {
  const whole = "The printer on the second floor has been on fire since Monday, and nobody comes.";
  const ticket = await importConversation(whole.slice(0, 60), [{ body: whole }]);
  assert.equal(ticket.ticket.description, whole);
  assert.deepEqual(listBodies(ticket), []);
});

Deno.test("a first comment with a different text stays a comment", async () => {
  const ticket = await importConversation("Help", [{ body: "Helpful hints" }]);
  assert.equal(ticket.ticket.description, "Help");
  assert.deepEqual(listBodies(ticket), ["Helpful hints"]);
});

Deno.test("the first public comment replaces a missing description", async () => {
  assert.equal((await importConversation("", [{ body: "Hi." }])).ticket.description, "Hi.");
  const secret = await importConversation("", [{ body: "Hi.", public: false }]);
  assert.equal(secret.ticket.description, "");
  assert.deepEqual(listBodies(secret), ["Hi."]);
});

Deno.test("the resolution quotes the team's last reply", async () => {
  const ticket = await importConversation("x", [
    { body: "Reset it." },
    { body: "internal", public: false },
    { body: "Thanks!", author_id: 2 },
  ]);
  assert.equal(ticket.ticket.resolution, "Solved in Zendesk. The last reply, by Bob: Reset it.");
  assert.equal(
    (await importConversation("x", [{ body: "Thanks!", author_id: 2 }])).ticket.resolution,
    "Solved in Zendesk.",
  );
});

Deno.test("texts that are too long continue in more comments", async () => {
  const long = "word ".repeat(9_000).trim();
  const ticket = await importConversation(long, [{ body: `${long} indeed` }], { subject: "s".repeat(300) });
  assert.equal(ticket.ticket.subject.length, 250);
  const described = [ticket.ticket.description, ...listBodies(ticket)].map((text) => text.trim()).join(" ");
  assert.equal(described, `${"s".repeat(300)}\n\n${long} indeed`);
  assert.ok(ticket.comments.every(({ kind, author }) => kind === "customer" && author === "ann@example.com"));
});

const OTHERS = [
  { id: 3, name: "Cy", email: "Cy@example.com", role: "end-user" },
  { id: 4, name: "", email: "di@example.com", role: "end-user" },
  { id: 5, name: "Eve", email: "eve@example.com" },
  { id: 6, name: "Fay", role: "end-user" },
];

Deno.test("comments by any customer are the customers' messages, with their addresses", async () => {
  const comments = [
    { body: "Hi", author_id: 2 },
    { body: "Reset it." },
    ...OTHERS.map(({ id }) => ({ body: `I am ${id}`, author_id: id })),
    { body: "I am also 3", author_id: 3, public: false },
  ];
  const ticket = await importConversation("x", comments, {}, OTHERS);
  assert.deepEqual(ticket.comments.map(({ kind, author, delivery }) => [kind, author, delivery]), [
    ["customer", "ann@example.com", undefined],
    ["reply", "Bob", "sent"],
    ["customer", "cy@example.com", undefined],
    ["customer", "di@example.com", undefined],
    ["customer", "eve@example.com", undefined],
    ["customer", "zendesk-user-6@unknown.invalid", undefined],
    ["note", "cy@example.com", undefined],
  ]);
  const last = await importConversation("x", comments.slice(0, 4), {}, OTHERS);
  assert.equal(last.ticket.resolution, "Solved in Zendesk. The last reply, by Bob: Reset it.");
});

/** Lists the comments of a ticket by kind and author. */
const listAuthors = (ticket: { comments: { kind: string; author: string; body: string }[] }) =>
  ticket.comments.map(({ kind, author, body }) => [kind, author, body]);

Deno.test("only users with a role of the team are quoted, and unknown authors of public comments are customers", async () => {
  const from = (address: string) => ({ via: { channel: "email", source: { from: { address, name: "Gil" } } } });
  const comments = [
    { body: "Reset it." },
    { body: "no role", author_id: 5 },
    { body: "not in the export", author_id: 77 },
    { body: "sender", author_id: 78, ...from("Gil@example.com") },
    { body: "embedded", author_id: null, author: { id: 3, name: "Cy", email: "cy@example.com" } },
    { body: "embedded and unknown", author_id: null, author: { id: 79, email: "hal@example.com" } },
    { body: "no author", author_id: null },
  ];
  const ticket = await importConversation("x", comments, {}, OTHERS);
  assert.deepEqual(listAuthors(ticket), [
    ["reply", "Bob", "Reset it."],
    ["customer", "eve@example.com", "no role"],
    ["customer", "zendesk-user-77@unknown.invalid", "not in the export"],
    ["customer", "gil@example.com", "sender"],
    ["customer", "cy@example.com", "embedded"],
    ["customer", "hal@example.com", "embedded and unknown"],
    ["customer", "zendesk@unknown.invalid", "no author"],
  ]);
  assert.equal(ticket.ticket.resolution, "Solved in Zendesk. The last reply, by Bob: Reset it.");
  const unanswered = await importConversation("x", comments.slice(1), {}, OTHERS);
  assert.deepEqual([unanswered.ticket.resolution, unanswered.ticket.first_reply_at], ["Solved in Zendesk.", undefined]);
  const secret = await importConversation("x", comments.map((comment) => ({ ...comment, public: false })), {}, OTHERS);
  assert.deepEqual(secret.comments.map(({ kind, author }) => `${kind} ${author}`), [
    "note Bob",
    "note Eve <eve@example.com>",
    "note Zendesk user 77",
    "note Gil <gil@example.com>",
    "note cy@example.com",
    "note hal@example.com",
    "note Zendesk",
  ]);
});

Deno.test("the assignee replies, even without a role, but is not quoted", async () => {
  const ticket = await importConversation("x", [{ body: "Done", author_id: 5 }], { assignee_id: 5 }, OTHERS);
  assert.deepEqual(listAuthors(ticket), [["reply", "Eve <eve@example.com>", "Done"]]);
  assert.equal(ticket.ticket.resolution, "Solved in Zendesk.");
});

Deno.test("a description by another customer is their message, without comments or with other ones", async () => {
  const message = ["customer", "cy@example.com", "Mine"];
  for (const comments of [[], [{ body: "Yes?" }]]) {
    const ticket = await importConversation("Mine", comments, { submitter_id: 3 }, OTHERS);
    assert.equal(ticket.ticket.description, "");
    assert.deepEqual(listAuthors(ticket), [message, ...comments.map(({ body }) => ["reply", "Bob", body])]);
  }
  for (const submitter_id of [1, 2, 77, null]) { // the team, the requester, and others of whom nothing is known
    assert.equal((await importConversation("Mine", [], { submitter_id }, OTHERS)).ticket.description, "Mine");
  }
});

Deno.test("a first comment by another customer is not the description", async () => {
  const ticket = await importConversation("I am 3", [{ body: "I am 3", author_id: 3 }, { body: "Yes?" }], {}, OTHERS);
  assert.equal(ticket.ticket.description, "");
  assert.deepEqual(ticket.comments.map(({ kind, author, body }) => [kind, author, body]), [
    ["customer", "cy@example.com", "I am 3"],
    ["reply", "Bob", "Yes?"],
  ]);
});

Deno.test("tags beyond the limit are kept in a note", async () => {
  const tags = Array.from({ length: 23 }, (_, index) => `t${String(index).padStart(2, "0")}`);
  const ticket = await importConversation("x", [], { tags });
  assert.deepEqual(ticket.ticket.tags, tags.slice(0, 20));
  assert.deepEqual(ticket.comments.map(({ kind, body }) => [kind, body]), [["note", "Further tags: t20, t21, t22"]]);
});

Deno.test("the first comment is recognized as the description in any of its forms", async () => {
  const ticket = await importConversation("Hello world", [{ body: "Hello **world**", plain_body: "Hello world" }]);
  assert.deepEqual([ticket.ticket.description, listBodies(ticket)], ["Hello **world**", []]);
});

Deno.test("a comment is internal unless it is marked as public", async () => {
  const ticket = await importConversation("x", [{ body: "Careful with her.", public: null }]);
  assert.deepEqual(ticket.comments.map(({ kind }) => kind), ["note"]);
});
