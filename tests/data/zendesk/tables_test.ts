import assert from "node:assert/strict";
import { importZendesk } from "./import_zendesk.ts";

const USERS = "id,name,email,role,suspended,active,notes,organization_id,phone,created_at,updated_at\n" +
  "1,Agent Smith,smith@desk.example,agent,FALSE,TRUE,,,,2020-01-01 00:00:00,2020-01-01 00:00:00\n" +
  "2,Ann,Ann@Example.com,end-user,FALSE,TRUE,Likes tea,9,+1 555,2020-01-02 00:00:00,2020-01-03 00:00:00\n" +
  "3,Ben,ann@example.com,end-user,FALSE,TRUE,,,,2020-01-02 00:00:00,2020-01-02 00:00:00\n" +
  "4,Cat,,end-user,TRUE,TRUE,,,,2020-01-02 00:00:00,2020-01-02 00:00:00\n";

const TICKETS =
  "id,subject,description,status,priority,type,requester_id,assignee_id,group_id,created_at,updated_at\n" +
  "12,Card,My card is lost.,solved,normal,incident,2,1,5,2020-02-01 10:00:00,2020-02-03 10:00:00\n" +
  "10,Gone,Spam,deleted,,,2,,,2020-02-01 10:00:00,2020-02-01 10:00:00\n" +
  "11,,Where is it?,hold,,,4,77,,2020-02-01 09:00:00,2020-02-01 09:00:00\n" +
  "13,Who?,Me,new,urgent,,99,,,2020-02-04 10:00:00,2020-02-04 10:00:00\n";

const COMMENTS = "id,ticket_id,user_id,public,body,created\n" +
  "102,12,1,FALSE,Checked: she is right.,2020-02-01 12:00:00\n" +
  "101,12,2,TRUE,My card  is lost.,2020-02-01 10:00:00\n" +
  '103,12,1,TRUE,"A new one is on its way,\nAnn.",2020-02-02 12:00:00\n' +
  "104,12,2,TRUE,Thanks!,2020-02-03 09:00:00\n" +
  "105,10,2,TRUE,Buy now,2020-02-03 09:00:00\n" +
  "106,999,2,TRUE,Lost,2020-02-03 09:00:00\n" +
  "107,12,2,TRUE,,2020-02-03 09:30:00\n";

const EXPORT = {
  "ticket.csv": TICKETS,
  "user.csv": USERS,
  "ticket_comment.csv": COMMENTS,
  "ticket_tag.csv": "tag,ticket_id\nlost_card,12\nlost_card,12\nVIP!,12\nstray,999\n",
  "group.csv": "id,name\n5,Cards & Accounts\n",
  "organization.csv": "id,name\n9,Acme\n",
  "ticket_field_history.csv": "ticket_id,value\n12,x\n",
  "LICENSE": "Some words.",
};

Deno.test("import of Zendesk's tables joins all parts of a ticket", async () => {
  const { tickets } = await importZendesk(EXPORT);
  const { ticket, comments, events } = tickets.find(({ ticket }) => ticket.external_id === "zendesk:12")!;
  const { id: _id, attachments: _attachments, ...fields } = ticket;
  assert.deepEqual(fields, {
    subject: "Card",
    customer: "ann@example.com",
    status: "closed",
    resolution: "Solved in Zendesk. The last reply, by Agent Smith: A new one is on its way,\nAnn.",
    description: "My card  is lost.",
    priority: "medium",
    assignee: "Agent Smith",
    tags: ["lost_card", "vip", "type:incident", "group:cards-accounts"],
    escalation: null,
    merged_into: null,
    external_id: "zendesk:12",
    claimed_until: null,
    comment_count: 3,
    revision: 1,
    created_at: "2020-02-01T10:00:00.000Z",
    updated_at: "2020-02-03T10:00:00.000Z",
    closed_at: "2020-02-03T10:00:00.000Z",
    first_reply_at: "2020-02-02T12:00:00.000Z",
    last_customer_message_at: "2020-02-03T09:00:00.000Z",
  });
  assert.deepEqual(comments.map(({ author, kind, body, at }) => [author, kind, body, at]), [
    ["Agent Smith", "note", "Checked: she is right.", "2020-02-01T12:00:00.000Z"],
    ["Agent Smith", "reply", "A new one is on its way,\nAnn.", "2020-02-02T12:00:00.000Z"],
    ["ann@example.com", "customer", "Thanks!", "2020-02-03T09:00:00.000Z"],
  ]);
  assert.deepEqual(events.map(({ what }) => what), ["imported"]);
});

Deno.test("import of Zendesk's tables numbers tickets in order of creation and adds defaults", async () => {
  const { tickets } = await importZendesk(EXPORT);
  assert.deepEqual(
    tickets.map((
      { ticket: { id, external_id, subject, status, priority, customer, assignee } },
    ) => [id, external_id, subject, status, priority, customer, assignee]),
    [
      ["1", "zendesk:11", "Where is it?", "on_hold", "medium", "zendesk-user-4@unknown.invalid", "Zendesk user 77"],
      ["2", "zendesk:12", "Card", "closed", "medium", "ann@example.com", "Agent Smith"],
      ["3", "zendesk:13", "Who?", "open", "urgent", "zendesk-user-99@unknown.invalid", null],
    ],
  );
});

Deno.test("import of Zendesk's tables imports end users as customers, one for each address", async () => {
  const { customers } = await importZendesk(EXPORT);
  assert.deepEqual(customers.map(({ email, name, status, account_tier }) => [email, name, status, account_tier]), [
    ["ann@example.com", "Ann", "active", "free"],
    ["zendesk-user-4@unknown.invalid", "Cat", "suspended", "free"],
    ["zendesk-user-99@unknown.invalid", "Zendesk user 99", "active", "free"],
  ]);
  assert.equal(customers[0]!.notes, "Likes tea\nOrganization: Acme\nPhone: +1 555");
  assert.deepEqual([customers[0]!.created_at, customers[0]!.updated_at], [
    "2020-01-02T00:00:00.000Z",
    "2020-01-03T00:00:00.000Z",
  ]);
});

Deno.test("import of Zendesk's tables lists refused records and remarks", async () => {
  const { refused, remarks } = await importZendesk(EXPORT);
  assert.deepEqual(refused.sort(), [
    "ticket.csv:3 The ticket was deleted in Zendesk.",
    "ticket_comment.csv:7 Its ticket 10 was rejected.",
    "ticket_comment.csv:8 Its ticket 999 is not in the export.",
    "ticket_comment.csv:9 The comment is empty.",
    'ticket_tag.csv:5 Ticket 999, which has the tag "stray", is not in the export.',
  ]);
  assert.deepEqual(remarks.sort(), [
    "ticket.csv:5 The requester, user 99, is not in the export. The customer is zendesk-user-99@unknown.invalid.",
    "ticket_field_history.csv:1 Skipped: the table is unknown.",
    "user.csv:4 User 3 has the same email address as user 2. Both become the customer ann@example.com.",
    "user.csv:5 User 4 has no email address. The customer is zendesk-user-4@unknown.invalid.",
  ]);
});

Deno.test("import of Zendesk's tables is idempotent", async () => {
  const { again } = await importZendesk(EXPORT);
  assert.deepEqual(again.summary.tickets, { added: 0, existing: 3 });
  assert.equal(again.summary.customers.added, 0);
});

Deno.test("import of Zendesk's tables refuses rows without ids or with unknown values", async () => {
  const { refused, tickets } = await importZendesk({
    "tickets.csv":
      "id,subject,status,requester_id,created_at\n,No id,open,1,\nx7,Bad id,open,1,\n7,Bad status,bogus,1,\n" +
      "8,Bad time,open,1,soon\n9,Good,open,1,2020-01-01\n",
  });
  assert.equal(tickets.length, 1);
  assert.equal(refused.length, 4);
  assert.match(refused.find((text) => text.startsWith("tickets.csv:2"))!, /id is missing/);
  assert.match(refused.find((text) => text.startsWith("tickets.csv:3"))!, /"x7" is not an id/);
  assert.match(refused.find((text) => text.startsWith("tickets.csv:4"))!, /status "bogus"/);
  assert.match(refused.find((text) => text.startsWith("tickets.csv:5"))!, /created_at "soon"/);
});

Deno.test("import of a folder without known files names the expected files", async () => {
  await assert.rejects(
    importZendesk({ "notes.txt": "Hi", "sales.csv": "a,b\n" }),
    /it contains no known file.*ticket\.csv/,
  );
});
