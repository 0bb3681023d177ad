import assert from "node:assert/strict";
import { type ArchivedTicket, openDesk } from "../../../store/mod.ts";
import { FileLock } from "../../../store/kv/file/file_lock.ts";
import { until } from "../../until.ts";
import { type ProgramResult, runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

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

/** Runs an import of standard input to its end. */
async function importInput(
  bytes: Uint8Array,
  args: readonly string[],
  folder: TemporaryFolder,
): Promise<ProgramResult> {
  const temporary = folder.file("tmp");
  await Deno.mkdir(temporary, { recursive: true });
  await using running = startProgram(["import", "-", ...args], { cwd: folder.path, env: { TMPDIR: temporary } });
  await running.writeBytes(bytes);
  await running.closeInput();
  const result = await running.waitForExit();
  assert.deepEqual(await Array.fromAsync(Deno.readDir(temporary)), [], "the temporary file is removed");
  return result;
}

async function compress(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

Deno.test("import reads standard input, plain or compressed, and a second time adds nothing", async () => {
  await using folder = await TemporaryFolder.create();
  const db = ["--db", folder.file("desk.db")];
  const text = formatQuestions(300) + "too,many,cells\n";
  const first = await importInput(new TextEncoder().encode(text), ["--format", "csv", ...db, ...MAPPING], folder);
  assert.equal(first.stderr, "stdin.csv:302: rejected: The row has 3 cells, but the header has 2.\n");
  assert.match(first.stdout, /^Imported standard input \(CSV\) into [^\n]+\n +tickets +300 added\n/);
  const again = await importInput(await compress(text), ["--format", "csv", ...db, ...MAPPING], folder);
  assert.match(again.stdout, /tickets +0 added, 300 existing/);
});

Deno.test("import reads an export from standard input", async () => {
  await using folder = await TemporaryFolder.create();
  const [db, copy] = [folder.file("desk.db"), folder.file("copy.db")];
  await Deno.writeTextFile(folder.file("t.csv"), "subject,customer\nOne,a@b.c\n");
  assert.equal((await runProgram(["import", folder.file("t.csv"), "--db", db])).code, 0);
  const { stdout } = await runProgram(["export", "-", "--db", db]);
  const { code } = await importInput(await compress(stdout), ["--format", "jsonl", "--db", copy], folder);
  assert.equal(code, 0);
  assert.equal((await runProgram(["export", "--db", copy])).stdout, stdout);
});

Deno.test("import - explains what is wrong with standard input, and creates no store", async () => {
  await using folder = await TemporaryFolder.create();
  const run = (text: string | Uint8Array, ...args: string[]) =>
    importInput(typeof text === "string" ? new TextEncoder().encode(text) : text, [...args, "--db", "desk.db"], folder);
  assertFailed(await run("a"), /--format is required for standard input\. Use --format jsonl\|csv\|zendesk\./, 2);
  assertFailed(await run("", "--format", "csv"), /Cannot read standard input: it is empty\./);
  assertFailed(await run("a,b\n1,2\n", "--format", "csv"), /standard input has no column for the customer/);
  assertFailed(await run("hello\n", "--format", "jsonl"), /Cannot read standard input: it is not an export/);
  const cut = (await compress(formatQuestions(300))).slice(0, -20);
  assertFailed(await run(cut, "--format", "csv"), /Cannot read standard input: its gzip data is damaged or incomplete/);
  assert.deepEqual(await folder.listNames(), ["tmp"]);
});

Deno.test("import - removes its temporary file when it is interrupted", async () => {
  await using folder = await TemporaryFolder.create();
  const env = { TMPDIR: folder.path };
  await using running = startProgram(["import", "-", "--format", "csv", "--db", ":memory:"], { env });
  await until(async () => (await folder.listNames()).length === 1, "the temporary file is there");
  running.signal("SIGTERM");
  assert.equal((await running.waitForExit()).code, 143);
  assert.deepEqual(await folder.listNames(), []);
});

Deno.test("import reads compressed files, of several members too, as if they were not", async () => {
  await using folder = await TemporaryFolder.create();
  const db = ["--db", folder.file("desk.db")];
  const text = formatQuestions(300);
  await Deno.writeTextFile(folder.file("questions.csv"), text);
  const half = text.length / 2;
  const members = [await compress(text.slice(0, half)), await compress(text.slice(half))];
  await Deno.writeFile(folder.file("questions.csv.gz"), await new Blob(members as BlobPart[]).bytes());
  const packed = await runProgram(["import", folder.file("questions.csv.gz"), ...db, ...MAPPING]);
  assert.deepEqual([packed.code, packed.stderr], [0, ""]);
  assert.match(packed.stdout, /\(CSV\)[^\n]+\n +tickets +300 added/);
  const plain = await runProgram(["import", folder.file("questions.csv"), ...db, ...MAPPING]);
  assert.match(plain.stdout, /tickets +0 added, 300 existing/);
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
    using lock = await FileLock.open(db);
    const before = (await desk.tickets.getStats()).total;
    await using running = startProgram(args);
    // The import waits while this test has the lock, so it cannot end between the look and the signal.
    const interrupt = async () => {
      const hasSome = (await desk.tickets.getStats()).total > before;
      if (hasSome) running.signal(signal);
      return hasSome;
    };
    await until(() => lock.hold(interrupt), "some tickets are in");
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
    /--map is invalid: "title" is neither a field nor a custom field of this desk\. Use .*subject/,
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
