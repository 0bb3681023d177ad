import assert from "node:assert/strict";
import { importFrom, type ImportOptions, Meter, openSource } from "../../data/mod.ts";
import type { Row, TicketRow } from "../../data/row.ts";
import type { Source } from "../../data/source.ts";
import { type Archive, DeskError } from "../../store/mod.ts";
import { BY, emptyDesk, importFile, writeFiles } from "./importing.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";

function silently(signal?: AbortSignal): ImportOptions {
  return { by: BY, meter: new Meter(signal), refused: () => {}, remarked: () => {} };
}

function sourceOf(rows: () => AsyncIterable<Row>): Source {
  return { format: "made", rows };
}

function ticketRow(number: number): TicketRow {
  const customer = `${number % 7}@example.com`;
  return {
    kind: "ticket",
    place: { file: "made", at: number },
    ticket: { ticket: { subject: `Ticket ${number}`, customer, external_id: `made:${number}` } },
    account: { customer: { email: customer, name: "Made" } },
  };
}

async function* ticketRows(count: number): AsyncGenerator<Row> {
  for (let number = 1; number <= count; number++) yield await Promise.resolve(ticketRow(number));
}

Deno.test("importFrom() puts every row once, in their order, over many batches", async () => {
  await using desk = await emptyDesk();
  const summary = await importFrom(sourceOf(() => ticketRows(1_234)), desk.archive, silently());
  assert.deepEqual(summary.tickets, { added: 1_234, existing: 0 });
  assert.deepEqual(summary.customers, { added: 7, existing: 0 });
  const tickets = await Array.fromAsync(desk.archive.tickets());
  assert.deepEqual(tickets.map(({ ticket }) => ticket.subject), tickets.map((_, index) => `Ticket ${index + 1}`));
});

Deno.test("importFrom() that is ended leaves whole tickets, and another run completes the rest", async () => {
  await using desk = await emptyDesk();
  const ending = new AbortController();
  async function* interrupted() {
    for await (const row of ticketRows(1_234)) {
      if (row.place.at === 1_000) ending.abort();
      yield row;
    }
  }
  const first = await importFrom(sourceOf(interrupted), desk.archive, silently(ending.signal));
  assert.equal(first.interrupted, true);
  assert.ok(first.tickets.added > 0 && first.tickets.added < 1_000);
  assert.equal((await desk.tickets.stats()).total, first.tickets.added);
  const second = await importFrom(sourceOf(() => ticketRows(1_234)), desk.archive, silently());
  assert.deepEqual(second.tickets, { added: 1_234 - first.tickets.added, existing: first.tickets.added });
});

Deno.test("importFrom() fails with what the source throws, after what it gave before", async () => {
  await using desk = await emptyDesk();
  async function* broken() {
    yield* ticketRows(500);
    throw new Error("The disk is gone.");
  }
  await assert.rejects(importFrom(sourceOf(broken), desk.archive, silently()), /The disk is gone/);
  assert.equal((await desk.tickets.stats()).total, 400);
});

Deno.test("importFrom() into a rehearsal checks everything and changes nothing", async () => {
  await using folder = await TemporaryFolder.make();
  await using desk = await emptyDesk();
  const rows = ["Good,a@b.c,1", "Bad,nobody,2", "There,a@b.c,3"];
  await writeFiles(folder.path, {
    "all.csv": `subject,customer,external_id\n${rows.join("\n")}\n`,
    "one.csv": `subject,customer,external_id\n${rows[2]}\n`,
  });
  await importFile(desk, folder.file("one.csv"));
  const rehearsed = await importFile(desk, folder.file("all.csv"), { archive: desk.archive.rehearsal() });
  assert.equal((await desk.tickets.stats()).total, 1);
  const real = await importFile(desk, folder.file("all.csv"));
  assert.deepEqual(rehearsed, real);
  assert.deepEqual(real.summary.tickets, { added: 1, existing: 1 });
  assert.equal(real.refused.length, 1);
});

Deno.test("importFrom() that is ended while the source reads ahead ends there", async () => {
  await using folder = await TemporaryFolder.make();
  await using desk = await emptyDesk();
  const rows = Array.from({ length: 50_000 }, (_, id) => `${id + 1},Subject,open,1\n`).join("");
  await writeFiles(folder.path, { "ticket.csv": `id,subject,status,requester_id\n${rows}` });
  const source = await openSource(folder.path, { csv: { columns: new Map(), defaults: new Map() } });
  const summary = await importFrom(source, desk.archive, silently(AbortSignal.abort()));
  assert.deepEqual([summary.interrupted, summary.tickets.added], [true, 0]);
});

Deno.test("importFrom() says what is in when the store fails half-way", async () => {
  await using desk = await emptyDesk();
  let batches = 0;
  const archive: Archive = {
    ...methodsOf(desk.archive),
    putTickets: (tickets, by) => {
      batches += 1;
      if (batches === 1) return desk.archive.putTickets(tickets, by);
      return Promise.reject(new DeskError("unavailable", "Can't save to the store: the disk is full."));
    },
  };
  const importing = importFrom(sourceOf(() => ticketRows(1_234)), archive, silently());
  await assert.rejects(importing, /the disk is full\. 400 tickets went in before\. Import it again for the rest\./);
});

function methodsOf(archive: Archive): Archive {
  return {
    putCustomers: (customers, by) => archive.putCustomers(customers, by),
    putTickets: (tickets, by) => archive.putTickets(tickets, by),
    putAttachment: (id, file) => archive.putAttachment(id, file),
    rehearsal: () => archive.rehearsal(),
    customers: () => archive.customers(),
    tickets: () => archive.tickets(),
  };
}
