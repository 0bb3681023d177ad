import assert from "node:assert/strict";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { BY, importFile, openEmptyDesk, type Options, writeFiles } from "../import_file.ts";

/** Imports a table into an empty desk and returns the tickets. */
async function importCsv(text: string, options: Options = {}) {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await writeFiles(folder.path, { "tickets.csv": text });
  const imported = await importFile(desk, folder.file("tickets.csv"), options);
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  const customers = await Array.fromAsync(desk.archive.exportCustomers());
  return { ...imported, tickets, customers };
}

Deno.test("import of CSV reads every field from the column with its name", async () => {
  const { tickets, customers, refused } = await importCsv(
    "Subject,description,customer,Customer name,account_tier,status,resolution,priority,assignee,tags,Created at,updated_at,closed_at,external_id\n" +
      'Card lost,Help!,Alice@Example.com,Alice,Pro,solved,Sent a new one.,urgent,Bob,"card, VIP",2026-01-02,2026-01-05 10:00,2026-01-04T00:00:00Z,old:7\n',
  );
  assert.deepEqual(refused, []);
  const { events, ...whole } = tickets[0]!;
  assert.deepEqual(whole.ticket, {
    id: "1",
    subject: "Card lost",
    customer: "alice@example.com",
    status: "closed",
    resolution: "Sent a new one.",
    description: "Help!",
    priority: "urgent",
    assignee: "Bob",
    tags: ["card", "vip"],
    escalation: null,
    merged_into: null,
    external_id: "old:7",
    claimed_until: null,
    comment_count: 0,
    attachments: [],
    revision: 1,
    created_at: "2026-01-02T00:00:00.000Z",
    updated_at: "2026-01-05T10:00:00.000Z",
    closed_at: "2026-01-04T00:00:00.000Z",
  });
  assert.deepEqual(events.map(({ what, by }) => ({ what, by })), [{ what: "imported", by: BY }]);
  assert.equal(customers[0]!.customer.name, "Alice");
  assert.equal(customers[0]!.customer.account_tier, "pro");
});

Deno.test("import of CSV takes the customer's address from a mailbox and a mailto link", async () => {
  const { tickets, customers, refused } = await importCsv(
    "subject,description,customer\n" +
      `One,${
        "word ".repeat(9_000)
      },Ada Roe <Ada@example.com>\nTwo,,mailto:ada@example.com\nThree,,mailto:bob@example.com\n`,
  );
  assert.deepEqual(refused, []);
  assert.deepEqual(tickets.map(({ ticket }) => ticket.customer), [
    "ada@example.com",
    "ada@example.com",
    "bob@example.com",
  ]);
  assert.ok(tickets[0]!.comments.every(({ author }) => author === "ada@example.com"));
  assert.deepEqual(customers.map(({ customer }) => [customer.email, customer.name]), [
    ["ada@example.com", "Ada Roe"],
    ["bob@example.com", "bob"],
  ]);
});

Deno.test("import of CSV maps columns and applies defaults", async () => {
  const { tickets, customers, refused } = await importCsv("text,category\nWhere is my card?,card_arrival\n", {
    map: { subject: "text", tags: "category" },
    defaults: { customer: "bank@example.com", priority: "low" },
  });
  assert.deepEqual(refused, []);
  const { ticket } = tickets[0]!;
  assert.deepEqual([ticket.subject, ticket.tags, ticket.priority], ["Where is my card?", ["card_arrival"], "low"]);
  assert.match(ticket.external_id!, /^csv:tickets\.csv:[0-9a-f]{16}$/);
  assert.deepEqual(customers.map(({ customer: { email, name, account_tier } }) => [email, name, account_tier]), [
    ["bank@example.com", "bank", "free"],
  ]);
});

Deno.test("import of CSV is idempotent, and equal rows are separate tickets", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  const path = folder.file("tickets.csv");
  const rows = "subject,customer\nOne,a@b.c\nSame,a@b.c\nSame,a@b.c\n";
  await Deno.writeTextFile(path, rows);
  assert.deepEqual((await importFile(desk, path)).summary.tickets, { added: 3, existing: 0 });
  assert.deepEqual((await importFile(desk, path)).summary.tickets, { added: 0, existing: 3 });
  await Deno.writeTextFile(path, `${rows}Same,a@b.c\nNew,a@b.c\n`);
  assert.deepEqual((await importFile(desk, path)).summary.tickets, { added: 2, existing: 3 });
  assert.equal((await desk.tickets.getStats()).total, 5);
});

Deno.test("import of CSV lists refused rows with line and reason, and imports the others", async () => {
  const { summary, refused } = await importCsv(
    "subject,customer,status,created_at,account_tier,assignee\n" +
      "Good,a@b.c,,,,\n" +
      "No customer,,,,,\n" +
      "Not an address,no-address,,,,\n" +
      ",a@b.c,,,,\n" +
      "Odd status,a@b.c,bogus,,,\n" +
      "Odd date,a@b.c,,13.01.2026,,\n" +
      "Odd tier,d@e.f,,,gold,\n" +
      `Long name,a@b.c,,,,${"x".repeat(300)}\n` +
      "Too short,a@b.c\n" +
      "Good again,a@b.c,,,,\n",
  );
  assert.equal(summary.tickets.added, 2);
  assert.equal(summary.refused, 8);
  const [customer, address, subject, status, date, tier, assignee, cells] = refused.sort((one, other) =>
    Number(one.match(/:(\d+)/)![1]) - Number(other.match(/:(\d+)/)![1])
  );
  assert.match(customer!, /^tickets\.csv:3 customer is missing\. .*--default/);
  assert.match(address!, /^tickets\.csv:4 .*"no-address" is not an email address/);
  assert.match(subject!, /^tickets\.csv:5 subject and description are missing/);
  assert.match(status!, /^tickets\.csv:6 status "bogus"/);
  assert.match(date!, /^tickets\.csv:7 created_at "13\.01\.2026"/);
  assert.match(tier!, /^tickets\.csv:8 .*account_tier.*"gold"/);
  assert.match(assignee!, /^tickets\.csv:9 assignee is too long: 300 characters/);
  assert.match(cells!, /^tickets\.csv:10 The row has 2 cells/);
});

Deno.test("import of CSV keeps texts that are too long and data without a field", async () => {
  const tags = Array.from({ length: 25 }, (_, index) => `t${index}`);
  const description = "word ".repeat(9_000).trim();
  const { tickets, refused } = await importCsv(
    `subject,description,customer,tags,resolution\nLong,${description},a@b.c,${tags.join(" ")},Was closed once.\n`,
  );
  assert.deepEqual(refused, []);
  const { ticket, comments } = tickets[0]!;
  const messages = comments.filter(({ kind }) => kind === "customer");
  assert.equal(
    [ticket.description, ...messages.map(({ body }) => body)].map((text) => text.trim()).join(" "),
    description,
  );
  assert.equal(ticket.tags.length, 20);
  const note = comments.find(({ kind }) => kind === "note")!;
  assert.equal(note.body, "Further tags: t20, t21, t22, t23, t24\n\nResolution: Was closed once.");
});

Deno.test("import of CSV closes tickets without a resolution", async () => {
  const { tickets } = await importCsv("subject,customer,status,updated_at\nOld,a@b.c,closed,2026-01-02\n");
  const { status, resolution, closed_at } = tickets[0]!.ticket;
  assert.deepEqual([status, resolution, closed_at], [
    "closed",
    "Closed before it was imported.",
    "2026-01-02T00:00:00.000Z",
  ]);
});

Deno.test("import of CSV lists the columns when one is missing", async () => {
  const table = "Title,Mail\nx,a@b.c\n";
  await assert.rejects(
    importCsv(table, { map: { subject: "Titel", customer: "Mail" } }),
    /no column "Titel".*"Title", "Mail"/,
  );
  await assert.rejects(
    importCsv(table, { map: { subject: "Title" } }),
    /no column for the customer.*--map customer=COLUMN/,
  );
  await assert.rejects(importCsv(table, { map: { customer: "Mail" } }), /no column for the subject.*"Title", "Mail"/);
});

Deno.test("import of CSV does not change existing customers", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await desk.customers.create({ email: "a@b.c", name: "Ada", account_tier: "enterprise" }, { by: BY });
  await writeFiles(folder.path, { "t.csv": "subject,customer,customer_name,account_tier\nOne,A@B.C,Other,free\n" });
  const { summary } = await importFile(desk, folder.file("t.csv"));
  assert.deepEqual([summary.tickets.added, summary.customers.added, summary.refused], [1, 0, 0]);
  assert.equal((await desk.customers.get("a@b.c")).name, "Ada");
  assert.equal((await desk.tickets.get("1")).account_tier, "enterprise");
});

Deno.test("import of CSV creates an account from its first ticket", async () => {
  const { customers, summary } = await importCsv(
    "subject,customer,customer_name\nOne,a@b.c,Ada\nTwo,A@b.c ,Other\nThree,a@b.c,Third\n",
  );
  assert.equal(summary.tickets.added, 3);
  assert.deepEqual(customers.map(({ customer: { email, name } }) => [email, name]), [["a@b.c", "Ada"]]);
});

Deno.test("import of CSV reads a table of customers without tickets", async () => {
  const { tickets, customers, refused, summary } = await importCsv(
    "Email,Name,Tier\nAda@Example.com,Ada,pro\nbob@example.com,,\n,Nameless,\nada@example.com,Other,free\nnone,Eve,free\n",
  );
  assert.deepEqual([tickets.length, summary.customers], [0, { added: 2, existing: 1 }]);
  assert.deepEqual(customers.map(({ customer: { email, name, account_tier } }) => [email, name, account_tier]), [
    ["ada@example.com", "Ada", "pro"],
    ["bob@example.com", "bob", "free"],
  ]);
  assert.deepEqual(refused.map((line) => line.slice(0, 40)), [
    "tickets.csv:4 customer is missing.",
    'tickets.csv:6 "none" is not an email add',
  ]);
});

for (const column of ["E-Mail", "e-mail address", "Email Address", "EMAIL"]) {
  Deno.test(`import of CSV finds the customers' addresses in the column ${column}`, async () => {
    const { customers, tickets, refused } = await importCsv(`Name;${column}\nAda;a@b.c\n`);
    assert.deepEqual([refused, tickets], [[], []]);
    assert.deepEqual(customers.map(({ customer: { email, name } }) => [email, name]), [["a@b.c", "Ada"]]);
  });
}

Deno.test("import of CSV maps the columns of customers, and takes no other table for one", async () => {
  const map = { customer: "Mail", customer_name: "Who" };
  const { customers } = await importCsv("Mail,Who\nada@example.com,Ada\n", { map });
  assert.deepEqual(customers.map(({ customer: { email, name } }) => [email, name]), [["ada@example.com", "Ada"]]);
  const missing =
    /no column for the subject.*For customers without tickets, keep only the columns customer, customer_name/;
  await assert.rejects(importCsv("customer,Title\na@b.c,Lost\n"), missing);
  await assert.rejects(importCsv("customer,priority\na@b.c,high\n"), missing);
  await assert.rejects(importCsv("customer\na@b.c\n", { map: { subject: "Titel" } }), /no column "Titel"/);
  const { tickets } = await importCsv("customer\na@b.c\n", { defaults: { subject: "Call back" } });
  assert.equal(tickets.length, 1);
});
