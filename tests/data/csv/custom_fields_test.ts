import assert from "node:assert/strict";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { openCsv } from "../../../data/csv/source.ts";
import { BY, importFile, openEmptyDesk, writeFiles } from "../import_file.ts";

const FIELDS = {
  plan: { type: "choice", choices: ["Free", "Pro"], required: true },
  order: { type: "number" },
};

const ROWS = `subject,customer,custom.Plan,CUSTOM.order
Kettle,ada@example.com,pro,12
Toaster,ada@example.com,, 
Radio,ada@example.com,Pro,many
`;

Deno.test("import of CSV sets custom fields by column, and refuses values that they cannot have", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await desk.settings.change(() => ({ fields: FIELDS }), { by: BY });
  await writeFiles(folder.path, { "tickets.csv": ROWS });
  const { refused, summary } = await importFile(desk, folder.file("tickets.csv"));
  assert.deepEqual(refused, ['tickets.csv:4 custom.order is "many", but must be a number.']);
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  assert.deepEqual(tickets.map(({ ticket }) => ticket.custom), [{ plan: "Pro", order: 12 }, undefined]);
  assert.equal(summary.tickets.added, 2);
  const again = await importFile(desk, folder.file("tickets.csv"));
  assert.equal(again.summary.tickets.added, 0);
});

Deno.test("import of CSV names the custom fields that there are, and imports no row with another one", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await desk.settings.change(() => ({ fields: FIELDS }), { by: BY });
  await writeFiles(folder.path, { "tickets.csv": "subject,customer,custom.paln\nKettle,ada@example.com,Pro\n" });
  const { refused } = await importFile(desk, folder.file("tickets.csv"));
  assert.deepEqual(refused, [
    "tickets.csv:2 custom.paln is not a field of this desk. Did you mean plan? Fields: plan, order.",
  ]);
  assert.deepEqual(await Array.fromAsync(desk.archive.exportTickets()), []);
});

Deno.test("import of CSV sets custom fields by columns with their names, unless the columns have another meaning", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  const fields = { ...FIELDS, "order-no": { type: "text" }, Mail: { type: "text" }, vip: { type: "boolean" } };
  await desk.settings.change(() => ({ fields }), { by: BY });
  await writeFiles(folder.path, {
    "tickets.csv": "subject,mail,PLAN,Order no,custom.vip,vip\nKettle,ada@example.com,pro,A-1,yes,no\n" +
      "Toaster,ada@example.com,gold,,,\n",
  });
  const { refused } = await importFile(desk, folder.file("tickets.csv"), { map: { customer: "mail" } });
  assert.deepEqual(refused, ['tickets.csv:3 custom.plan is "gold", but must be one of: Free, Pro.']);
  const [ticket] = await Array.fromAsync(desk.archive.exportTickets());
  assert.deepEqual(ticket?.ticket.custom, { plan: "Pro", "order-no": "A-1", vip: true });
});

Deno.test("import of CSV reads custom fields from the columns and constants that the user names", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await desk.settings.change(() => ({ fields: { ...FIELDS, product: { type: "text" } } }), { by: BY });
  await writeFiles(folder.path, {
    "tickets.csv": "subject,customer,Tariff,plan,custom.order,No\nKettle,ada@example.com,pro,Free,1,2\n" +
      "Toaster,ada@example.com,,Free,,\n",
  });
  const map = { PLAN: "tariff", order: "No" };
  const { refused } = await importFile(desk, folder.file("tickets.csv"), {
    map,
    defaults: { Plan: "Free", product: "x" },
  });
  assert.deepEqual(refused, []);
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  assert.deepEqual(tickets.map(({ ticket }) => ticket.custom), [
    { plan: "Pro", order: 2, product: "x" },
    { plan: "Free", product: "x" },
  ]);
  const wrong = importFile(desk, folder.file("tickets.csv"), { map: { plan: "Tarif" } });
  await assert.rejects(wrong, /has no column "Tarif"/);
});

Deno.test("a constant for a custom field makes a table one of tickets", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await writeFiles(folder.path, { "customers.csv": "email,name\nada@example.com,Ada\n" });
  const wrong = importFile(desk, folder.file("customers.csv"), {
    defaults: { plan: "Pro" },
    map: { customer: "email" },
  });
  await assert.rejects(wrong, /has no column for the subject/);
});

Deno.test("import rejects tickets with names of JavaScript's own members as fields", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await desk.settings.change(() => ({ fields: FIELDS }), { by: BY });
  const ticket = '{"type":"ticket","ticket":{"subject":"x","customer":"a@example.com","custom":{"NAME":"x"}}}';
  const lines = ["__proto__", "constructor"].map((name) => ticket.replace("NAME", name));
  await writeFiles(folder.path, {
    "desk.jsonl": ['{"type":"support-mcp","version":1}', ...lines, ""].join("\n"),
    "tickets.csv": "subject,customer,custom.__proto__\nx,a@example.com,1\n",
  });
  const found = [];
  for (const file of ["desk.jsonl", "tickets.csv"]) found.push(...(await importFile(desk, folder.file(file))).refused);
  assert.deepEqual(found, [
    "desk.jsonl:2 custom.__proto__ is not a field of this desk. Fields: plan, order.",
    "desk.jsonl:3 custom.constructor is not a field of this desk. Fields: plan, order.",
    "tickets.csv:2 custom.__proto__ is not a field of this desk. Fields: plan, order.",
  ]);
  assert.deepEqual(await Array.fromAsync(desk.archive.exportTickets()), []);
});

Deno.test("openCsv() lists the columns that no row is read from", async () => {
  await using folder = await TemporaryFolder.create();
  await writeFiles(folder.path, {
    "tickets.csv": "Subject,mail,custom.plan,plan,,Notes\nKettle,ada@example.com,Pro,x,y,z\n",
  });
  const options = { columns: new Map([["customer", "mail"]]), defaults: new Map() };
  const source = await openCsv(folder.file("tickets.csv"), options);
  const replaced = ["plan"];
  assert.deepEqual(source.describeColumns?.(["plan"]), { custom: [], replaced, unread: ["Notes"] });
  assert.deepEqual(source.describeColumns?.(["notes"]), {
    custom: [{ column: "Notes", field: "notes" }],
    replaced,
    unread: [],
  });
  const mapped = await openCsv(folder.file("tickets.csv"), {
    ...options,
    columns: new Map([...options.columns, ["plan", "Notes"]]),
  });
  assert.deepEqual(mapped.describeColumns?.(["plan"]), {
    custom: [{ column: "Notes", field: "plan" }],
    replaced: [],
    unread: ["custom.plan", "plan"],
  });
});
