import assert from "node:assert/strict";
import { importFrom, type ImportOptions, openSource, ProgressMeter } from "../../../data/mod.ts";
import type { Row, TicketRow } from "../../../data/rows/row.ts";
import type { Source } from "../../../data/rows/source.ts";
import { type Archive, DeskError, PartialImportError } from "../../../store/mod.ts";
import { BY, importFile, openEmptyDesk, writeFiles } from "../import_file.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

function createSilentOptions(signal?: AbortSignal): ImportOptions {
  return { by: BY, meter: new ProgressMeter(signal), onRefused: () => {}, onRemark: () => {} };
}

function createSource(rows: () => AsyncIterable<Row>): Source {
  return { format: "made", rows };
}

function createTicketRow(number: number): TicketRow {
  const customer = `${number % 7}@example.com`;
  return {
    kind: "ticket",
    place: { file: "made", at: number },
    ticket: { ticket: { subject: `Ticket ${number}`, customer, external_id: `made:${number}` } },
    account: { customer: { email: customer, name: "Made" } },
  };
}

async function* createTicketRows(count: number): AsyncGenerator<Row> {
  for (let number = 1; number <= count; number++) yield await Promise.resolve(createTicketRow(number));
}

Deno.test("importFrom() imports every row once and in order, in many batches", async () => {
  await using desk = await openEmptyDesk();
  const summary = await importFrom(createSource(() => createTicketRows(1_234)), desk.archive, createSilentOptions());
  assert.deepEqual(summary.tickets, { added: 1_234, existing: 0 });
  assert.deepEqual(summary.customers, { added: 7, existing: 0 });
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  assert.deepEqual(tickets.map(({ ticket }) => ticket.subject), tickets.map((_, index) => `Ticket ${index + 1}`));
});

Deno.test("importFrom() leaves complete tickets when aborted, and another run imports the rest", async () => {
  await using desk = await openEmptyDesk();
  const ending = new AbortController();
  async function* interrupted() {
    for await (const row of createTicketRows(1_234)) {
      if (row.place.at === 1_000) ending.abort();
      yield row;
    }
  }
  const first = await importFrom(createSource(interrupted), desk.archive, createSilentOptions(ending.signal));
  assert.equal(first.interrupted, true);
  assert.ok(first.tickets.added > 0 && first.tickets.added < 1_000);
  assert.equal((await desk.tickets.getStats()).total, first.tickets.added);
  const second = await importFrom(createSource(() => createTicketRows(1_234)), desk.archive, createSilentOptions());
  assert.deepEqual(second.tickets, { added: 1_234 - first.tickets.added, existing: first.tickets.added });
});

Deno.test("importFrom() throws the error of its source after importing earlier rows", async () => {
  await using desk = await openEmptyDesk();
  async function* broken() {
    yield* createTicketRows(500);
    throw new Error("The disk is gone.");
  }
  await assert.rejects(importFrom(createSource(broken), desk.archive, createSilentOptions()), /The disk is gone/);
  assert.equal((await desk.tickets.getStats()).total, 400);
});

Deno.test("importFrom() into a dry run checks everything and changes nothing", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  const rows = ["Good,a@b.c,1", "Bad,no-address,2", "There,a@b.c,3"];
  await writeFiles(folder.path, {
    "all.csv": `subject,customer,external_id\n${rows.join("\n")}\n`,
    "one.csv": `subject,customer,external_id\n${rows[2]}\n`,
  });
  await importFile(desk, folder.file("one.csv"));
  const rehearsed = await importFile(desk, folder.file("all.csv"), { archive: desk.archive.dryRun() });
  assert.equal((await desk.tickets.getStats()).total, 1);
  const real = await importFile(desk, folder.file("all.csv"));
  assert.deepEqual(rehearsed, real);
  assert.deepEqual(real.summary.tickets, { added: 1, existing: 1 });
  assert.equal(real.refused.length, 1);
});

Deno.test("importFrom() can be aborted while the source reads ahead", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  const rows = Array.from({ length: 50_000 }, (_, id) => `${id + 1},Subject,open,1\n`).join("");
  await writeFiles(folder.path, { "ticket.csv": `id,subject,status,requester_id\n${rows}` });
  const source = await openSource(folder.path, { csv: { columns: new Map(), defaults: new Map() } });
  const summary = await importFrom(source, desk.archive, createSilentOptions(AbortSignal.abort()));
  assert.deepEqual([summary.interrupted, summary.tickets.added], [true, 0]);
});

Deno.test("importFrom() reports the imported tickets when the store fails", async () => {
  await using desk = await openEmptyDesk();
  let batches = 0;
  const archive: Archive = {
    ...bindMethods(desk.archive),
    importTickets: (tickets, by) => {
      batches += 1;
      if (batches === 1) return desk.archive.importTickets(tickets, by);
      return Promise.reject(new DeskError("unavailable", "Can't save to the store: the disk is full."));
    },
  };
  const importing = importFrom(createSource(() => createTicketRows(1_234)), archive, createSilentOptions());
  await assert.rejects(
    importing,
    /the disk is full\. 7 customers, 200 tickets were already imported\. Repeat the import for the rest\./,
  );
});

Deno.test("importFrom() counts what the store took before it failed, exactly", async () => {
  await using desk = await openEmptyDesk();
  let left = 3;
  const archive: Archive = {
    ...bindMethods(desk.archive),
    importCustomers: async (customers, by) => {
      const taken = await desk.archive.importCustomers(customers.slice(0, left), by);
      left = 0;
      throw new PartialImportError(
        taken.length,
        new DeskError("unavailable", "The disk is full. Nothing was changed."),
      );
    },
  };
  const importing = importFrom(createSource(() => createTicketRows(9)), archive, createSilentOptions());
  await assert.rejects(importing, {
    message: /^The disk is full\. 3 customers were already imported\. Repeat the import/,
  });
  assert.equal((await desk.tickets.getStats()).customers, 3);
});

function bindMethods(archive: Archive): Archive {
  return {
    importCustomers: (customers, by) => archive.importCustomers(customers, by),
    completeLinks: (...args) => archive.completeLinks(...args),
    resolveLinks: (by) => archive.resolveLinks(by),
    listMissing: (ids) => archive.listMissing(ids),
    importTickets: (tickets, by) => archive.importTickets(tickets, by),
    importAttachment: (id, file) => archive.importAttachment(id, file),
    importArticles: (articles) => archive.importArticles(articles),
    exportArticles: () => archive.exportArticles(),
    importSettings: (revisions) => archive.importSettings(revisions),
    exportSettings: () => archive.exportSettings(),
    dryRun: () => archive.dryRun(),
    exportCustomers: () => archive.exportCustomers(),
    exportCustomer: (email) => archive.exportCustomer(email),
    exportCustomerTickets: (email) => archive.exportCustomerTickets(email),
    exportWrittenComments: (email) => archive.exportWrittenComments(email),
    exportFormerTickets: (email) => archive.exportFormerTickets(email),
    exportTickets: () => archive.exportTickets(),
  };
}

Deno.test("importFrom() reports problems in the order of the rows", async () => {
  await using desk = await openEmptyDesk();
  async function* rows(): AsyncGenerator<Row> {
    for await (const row of createTicketRows(900)) {
      if (row.kind !== "ticket" || Number(row.place.at) % 3 === 0) {
        yield { kind: "refused", place: row.place, reason: "The row is broken." };
      } else yield { ...row, account: { customer: { email: "nowhere", name: "Made" } } };
    }
  }
  const places: unknown[] = [];
  const summary = await importFrom(createSource(rows), desk.archive, {
    ...createSilentOptions(),
    onRefused: ({ at }) => places.push(at),
  });
  assert.equal(summary.refused, 900);
  assert.deepEqual(places, Array.from({ length: 900 }, (_, index) => index + 1));
});

Deno.test("importFrom() reports problems of tickets in the order of the rows", async () => {
  await using desk = await openEmptyDesk();
  async function* rows(): AsyncGenerator<Row> {
    for await (const row of createTicketRows(900)) {
      // The first batch is slow and has one invalid ticket; those of the last ones are all invalid.
      const at = Number(row.place.at);
      if (row.kind !== "ticket" || at !== 150 && at <= 400) yield row;
      else yield { ...row, ticket: { ticket: { ...row.ticket.ticket, subject: " " } } };
    }
  }
  const places: unknown[] = [];
  const summary = await importFrom(createSource(rows), desk.archive, {
    ...createSilentOptions(),
    onRefused: ({ at }) => places.push(at),
  });
  assert.deepEqual([summary.tickets.added, summary.refused], [399, 501]);
  assert.deepEqual(places, [150, ...Array.from({ length: 500 }, (_, index) => index + 401)]);
});

Deno.test("importFrom() imports the batch that is in progress when a later one fails", async () => {
  await using desk = await openEmptyDesk();
  let calls = 0;
  const archive: Archive = {
    ...bindMethods(desk.archive),
    importCustomers: (customers, by) => {
      calls += 1;
      if (calls === 1) return desk.archive.importCustomers(customers, by);
      return Promise.reject(new DeskError("unavailable", "The disk is full."));
    },
  };
  async function* rows(): AsyncGenerator<Row> {
    for await (const row of createTicketRows(250)) {
      const isLate = row.kind === "ticket" && Number(row.place.at) > 200;
      yield isLate ? { ...row, account: { customer: { email: "late@example.com", name: "Late" } } } : row;
    }
  }
  const importing = importFrom(createSource(rows), archive, createSilentOptions());
  await assert.rejects(importing, /The disk is full\. 7 customers, 200 tickets were already imported/);
  assert.equal((await desk.tickets.getStats()).total, 200);
});

Deno.test("importFrom() reports the rows that it read before the source failed", async () => {
  await using desk = await openEmptyDesk();
  async function* broken(): AsyncGenerator<Row> {
    yield await Promise.resolve<Row>({ kind: "refused", place: { file: "made", at: 1 }, reason: "The row is broken." });
    throw new Error("The disk is gone.");
  }
  const reasons: string[] = [];
  const options = { ...createSilentOptions(), onRefused: (_: unknown, reason: string) => reasons.push(reason) };
  await assert.rejects(importFrom(createSource(broken), desk.archive, options), /The disk is gone/);
  assert.deepEqual(reasons, ["The row is broken."]);
});
