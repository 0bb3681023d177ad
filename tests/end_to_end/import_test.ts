import assert from "node:assert/strict";
import { type ArchivedTicket, openDesk } from "../../store/mod.ts";
import { until } from "../until.ts";
import { type ProgramResult, runProgram, startProgram } from "./program.ts";
import { TemporaryFolder } from "./temporary_folder.ts";

const MAPPING = ["--map", "subject=text,tags=category", "--default", "customer=bank@example.com"];

/** Formats a table of questions, with every hundredth a duplicate. */
function formatQuestions(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => `"Question ${index % 100 === 0 ? 0 : index}?",cards`);
  return `text,category\n${rows.join("\n")}\n`;
}

function assertFailed({ code, stdout, stderr }: ProgramResult, says: RegExp, exitCode = 1): void {
  assert.equal(code, exitCode, stderr);
  assert.equal(stdout, "");
  assert.match(stderr, /^support-mcp: [^\n]+\n$/);
  assert.match(stderr, says);
}

Deno.test("import is idempotent, and an export survives import and export byte for byte", async () => {
  await using folder = await TemporaryFolder.create();
  const [db, copy] = [folder.file("desk.db"), folder.file("copy.db")];
  await Deno.writeTextFile(folder.file("questions.csv"), formatQuestions(300));
  const first = await runProgram(["import", folder.file("questions.csv"), "--db", db, ...MAPPING]);
  assert.deepEqual([first.code, first.stderr], [0, ""]);
  assert.match(first.stdout, /tickets +300 added\n +customers +1 added\n/);
  const second = await runProgram(["import", folder.file("questions.csv"), "--db", db, ...MAPPING]);
  assert.match(second.stdout, /tickets +0 added, 300 existing/);

  const exported = await runProgram(["export", folder.file("one.jsonl"), "--db", db]);
  assert.match(exported.stdout, /^Exported 300 tickets, 1 customer, 0 files to /);
  assert.equal((await runProgram(["import", folder.file("one.jsonl"), "--db", copy])).code, 0);
  const again = await runProgram(["export", "--db", copy]);
  assert.equal(again.stdout, await Deno.readTextFile(folder.file("one.jsonl")));
});

Deno.test("import lists rejected rows on standard error, and imports the others", async () => {
  await using folder = await TemporaryFolder.create();
  const table = folder.file("tickets.csv");
  await Deno.writeTextFile(table, "subject,customer\nGood,a@b.c\nBad,no-address\n");
  const imported = await runProgram(["import", table, "--db", folder.file("desk.db"), "--quiet"]);
  assert.deepEqual([imported.code, imported.stdout], [0, ""]);
  assert.match(imported.stderr, /^tickets\.csv:3: rejected: .*email[^\n]+\n$/);
  await Deno.writeTextFile(table, "subject,customer\nBad,no-address\n");
  assert.equal((await runProgram(["import", table, "--db", folder.file("desk.db")])).code, 1);
});

Deno.test("import --dry-run reports what it would do, and creates no store", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.writeTextFile(folder.file("questions.csv"), formatQuestions(20));
  const args = ["import", folder.file("questions.csv"), "--db", folder.file("desk.db"), ...MAPPING, "--dry-run"];
  const { code, stdout } = await runProgram(args);
  assert.equal(code, 0);
  assert.match(stdout, /nothing was changed\):\n +tickets +20 added\n/);
  const names = await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name);
  assert.deepEqual(names, ["questions.csv"]);
});

Deno.test("an interrupted import leaves complete tickets, and the next one imports the rest", async () => {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("desk.db");
  await Deno.writeTextFile(folder.file("questions.csv"), formatQuestions(6_000));
  const args = ["import", folder.file("questions.csv"), "--db", db, ...MAPPING];
  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    const desk = await openDesk(db);
    const before = (await desk.tickets.getStats()).total;
    await using running = startProgram(args);
    await until(async () => (await desk.tickets.getStats()).total > before, "some tickets are in");
    running.signal(signal);
    const { code, stdout } = await running.waitForExit();
    await desk.close();
    if (signal === "SIGTERM") assert.deepEqual([code, stdout.split(" ")[0]], [143, "Interrupted"]);
  }
  const rest = await runProgram(args);
  assert.match(rest.stdout, /\d+ added, [\d,]+ existing/);
  const tickets = await readTickets(db);
  assert.equal(tickets.length, 6_000);
  assert.equal(new Set(tickets.map(({ ticket }) => ticket.external_id)).size, 6_000);
  assert.ok(tickets.every(({ events }) => events.length === 1));
});

/** Reads the tickets of a store through an export. */
async function readTickets(db: string): Promise<Omit<ArchivedTicket, "comments">[]> {
  const { stdout } = await runProgram(["export", "--db", db]);
  return stdout.split("\n").filter((line) => line.startsWith('{"type":"ticket"')).map((line) => JSON.parse(line));
}

Deno.test("import explains what is wrong with its file or flags, and writes nothing", async () => {
  await using folder = await TemporaryFolder.create();
  const db = ["--db", folder.file("desk.db")];
  await Deno.writeTextFile(folder.file("a.csv"), "Title,Mail\nx,a@b.c\n");
  await Deno.writeTextFile(folder.file("a.txt"), "x");
  await Deno.writeTextFile(folder.file("a.jsonl"), '{"type":"support-mcp","version":99}\n');
  const csv = folder.file("a.csv");
  assertFailed(await runProgram(["import", folder.file("none.csv"), ...db]), /none\.csv: it does not exist/);
  assertFailed(await runProgram(["import", folder.file("a.txt"), ...db]), /--format jsonl\|csv\|zendesk/);
  assertFailed(await runProgram(["import", folder.file("a.jsonl"), ...db]), /newer support-mcp/);
  assertFailed(
    await runProgram(["import", csv, "--map", "subject=Titel", ...db]),
    /no column "Titel".*"Title", "Mail"/,
  );
  assertFailed(
    await runProgram(["import", csv, "--map", "title=Title", ...db]),
    /--map is invalid: "title=Title"\. Use .*subject/,
    2,
  );
  assertFailed(
    await runProgram(["import", csv, "--map", "subject", ...db]),
    /--map is invalid: "subject"\. Use subject=VALUE\./,
    2,
  );
  assertFailed(
    await runProgram(["import", folder.file("a.jsonl"), "--map", "subject=x", ...db]),
    /--map and --default only work with CSV/,
  );
  assertFailed(await runProgram(["import"]), /FILE\|FOLDER is missing/, 2);
  assert.equal((await runProgram(["export", ...db])).code, 1); // no store was created
});
