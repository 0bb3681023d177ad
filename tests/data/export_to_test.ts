import assert from "node:assert/strict";
import { exportTo, ProgressMeter, type Sink } from "../../data/mod.ts";
import { BY, openEmptyDesk } from "./import_file.ts";

/** Accepts a few bytes at a time, like a pipe. */
class Pipe implements Sink {
  text = "";
  readonly #decoder = new TextDecoder();

  write(bytes: Uint8Array): Promise<number> {
    const taken = Math.min(1_000, bytes.length);
    this.text += this.#decoder.decode(bytes.subarray(0, taken), { stream: true });
    return Promise.resolve(taken);
  }
}

async function openDeskWithTickets(count: number) {
  const desk = await openEmptyDesk();
  await desk.customers.create({ email: "a@b.c", name: "Ada" }, { by: BY });
  const tickets = Array.from({ length: count }, (_, index) => ({ subject: `Ticket ${index} é`, customer: "a@b.c" }));
  await Promise.all(tickets.map((ticket) => desk.tickets.create(ticket, { by: BY })));
  return desk;
}

Deno.test("exportTo() writes and counts every line, and reports progress", async () => {
  await using desk = await openDeskWithTickets(600);
  const [pipe, meter] = [new Pipe(), new ProgressMeter()];
  const summary = await exportTo(desk, pipe, { name: "pipe", meter });
  assert.deepEqual(summary, {
    articles: 0,
    customers: 1,
    tickets: 600,
    attachments: 0,
    complete: true,
    changed: false,
  });
  assert.equal(meter.fraction, 1);
  const lines = pipe.text.split("\n");
  assert.equal(lines[0], '{"type":"support-mcp","version":1,"kinds":["reply","note","customer"]}');
  assert.equal(lines.length, 603);
  assert.deepEqual(lines.slice(2, -1).map((line) => JSON.parse(line).ticket.id), listIds(600));
});

function listIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1));
}

Deno.test("exportTo() escapes what a terminal would obey or hide", async () => {
  await using desk = await openEmptyDesk();
  await desk.customers.create({ email: "a@b.c", name: "Ada" }, { by: BY });
  const description = "safe\u202efdp.exe \u2066x\u2069 \x9b2Jgone";
  await desk.tickets.create({ subject: "Files", description, customer: "a@b.c" }, { by: BY });
  const pipe = new Pipe();
  await exportTo(desk, pipe, { name: "pipe", meter: new ProgressMeter() });
  assert.match(pipe.text, /"safe\\u202efdp\.exe \\u2066x\\u2069 \\u009b2Jgone"/);
  assert.equal(JSON.parse(pipe.text.split("\n").at(-2)!).ticket.description, description);
});

Deno.test("exportTo() ends without an error when the reader closes the pipe", async () => {
  await using desk = await openDeskWithTickets(600);
  const closed: Sink = { write: () => Promise.reject(new Deno.errors.BrokenPipe("Broken pipe")) };
  const summary = await exportTo(desk, closed, { name: "pipe", meter: new ProgressMeter() });
  assert.equal(summary.complete, false);
});

Deno.test("exportTo() reports a full disk", async () => {
  await using desk = await openDeskWithTickets(1);
  const full: Sink = { write: () => Promise.reject(new Error("No space left on device (os error 28)")) };
  const exporting = exportTo(desk, full, { name: "desk.jsonl", meter: new ProgressMeter() });
  await assert.rejects(exporting, /Cannot write desk\.jsonl: the disk is full\. Free some space/);
});

Deno.test("exportTo() ends when its signal is aborted", async () => {
  await using desk = await openDeskWithTickets(600);
  const pipe = new Pipe();
  const summary = await exportTo(desk, pipe, { name: "pipe", meter: new ProgressMeter(AbortSignal.abort()) });
  assert.deepEqual([summary.complete, summary.tickets, pipe.text], [false, 0, ""]);
});

Deno.test("exportTo() reports missing attachments and writes everything else", async () => {
  await using desk = await openDeskWithTickets(0);
  const file = { name: "a.txt", type: "text/plain", size: 2, sha256: "0".repeat(64) };
  const tickets = [
    { ticket: { subject: "Interrupted", customer: "a@b.c", attachments: [file] } },
    { ticket: { subject: "Whole", customer: "a@b.c" } },
  ];
  await desk.archive.importTickets(tickets, BY);
  const [pipe, missing]: [Pipe, string[]] = [new Pipe(), []];
  const options = { name: "pipe", meter: new ProgressMeter(), missing: (reason: string) => missing.push(reason) };
  const summary = await exportTo(desk, pipe, options);
  assert.deepEqual([summary.tickets, summary.attachments, summary.complete], [2, 0, true]);
  assert.equal(missing.length, 1);
  assert.match(missing[0]!, /"a\.txt"/);
});

Deno.test("exportTo() leaves out tickets that are created meanwhile, and reports the change", async () => {
  await using desk = await openDeskWithTickets(40);
  const pipe = new Pipe();
  const creating: Sink = {
    write: async (bytes) => {
      await desk.tickets.create({ subject: "Later", customer: "a@b.c" }, { by: BY });
      return await pipe.write(bytes);
    },
  };
  const description = "x".repeat(20_000); // more than one write
  await Promise.all(
    Array.from(
      { length: 20 },
      () => desk.tickets.create({ subject: "Long", customer: "a@b.c", description }, { by: BY }),
    ),
  );
  const { tickets, changed } = await exportTo(desk, creating, { name: "pipe", meter: new ProgressMeter() });
  assert.deepEqual([tickets, changed], [60, true]);
});
