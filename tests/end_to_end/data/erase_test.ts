import assert from "node:assert/strict";
import { runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const ROWS = `subject,description,customer,status,resolution
Plumbus lost,My plumbus from Xyzzyland is gone,zebulon@quux.example,closed,Found the plumbus
Kettle,Cold water,ada@example.com,open,
Wumpscut,Hello,max@example.com,open,
`;

const SECRET = /plumbus|xyzzyland|zebulon|quux/i;

async function makeStore(folder: TemporaryFolder): Promise<string> {
  await Deno.mkdir(folder.file("store"));
  const [table, db] = [folder.file("tickets.csv"), folder.file("store/desk.db")];
  await Deno.writeTextFile(table, ROWS);
  const { code, stderr } = await runProgram(["import", table, "--db", db]);
  assert.equal(code, 0, stderr);
  return db;
}

async function readStore(folder: TemporaryFolder): Promise<string> {
  let text = "";
  for await (const { name } of Deno.readDir(folder.file("store"))) {
    text += new TextDecoder("latin1").decode(await Deno.readFile(folder.file(`store/${name}`)));
  }
  return text;
}

Deno.test("erase removes a customer from the bytes of a store that a server has open", async () => {
  await using folder = await TemporaryFolder.create();
  const db = await makeStore(folder);
  await using server = startProgram(["serve", "--db", db]);
  const call = { name: "search_tickets", arguments: { query: "plumbus" } };
  await server.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: call })}\n`);
  await server.waitForOutput((text) => text.includes("zebulon@quux.example"));
  assert.match(await readStore(folder), SECRET);

  const refused = await runProgram(["erase", "zebulon@quux.example", "--db", db]);
  assert.deepEqual([refused.code, refused.stdout], [1, ""]);
  assert.match(refused.stderr, /1 ticket, 0 comments, 0 files\. Nothing was erased: there is no terminal/);
  assert.match(await readStore(folder), SECRET);

  const { code, stdout, stderr } = await runProgram(["erase", "--yes", "Zebulon@quux.example", "--db", db]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(
    stdout,
    /^Erased zebulon@quux\.example: 1 ticket, 0 comments, 0 files\. .* erased-1@erased\.invalid\.\n/,
  );
  assert.match(stdout, /Recordings, backups, exports .* are not changed/);
  assert.match(stdout, /No deleted bytes are left in .*desk\.db\.\n$/);
  assert.doesNotMatch(await readStore(folder), SECRET);
  const search = { name: "search_tickets", arguments: { query: "" } };
  await server.write(`${JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/call", params: search })}\n`);
  await server.waitForOutput((text) => text.includes("erased-1@erased.invalid"));
  const checked = await runProgram(["check", "--db", db]);
  assert.equal(checked.code, 0, checked.stdout);
});

Deno.test("a server erases a customer from the bytes of its store, without a command", async () => {
  await using folder = await TemporaryFolder.create();
  const db = await makeStore(folder);
  await using server = startProgram(["serve", "--unattended", "--db", db]);
  const call = { name: "erase_customer", arguments: { email: "zebulon@quux.example" } };
  await server.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: call })}\n`);
  let output = "";
  await server.waitForOutput((text) => (output = text).includes("Erased "));
  assert.doesNotMatch(output, /deleted bytes/);
  assert.doesNotMatch(await readStore(folder), SECRET);
  const checked = await runProgram(["check", "--db", db]);
  assert.equal(checked.code, 0, checked.stdout);
});

Deno.test("erase says why it erases no one", async () => {
  await using folder = await TemporaryFolder.create();
  const db = await makeStore(folder);
  const unknown = await runProgram(["erase", "--yes", "eve@example.com", "--db", db]);
  assert.deepEqual([unknown.code, unknown.stderr], [1, "support-mcp: Customer eve@example.com not found.\n"]);
  const open = await runProgram(["erase", "--yes", "ada@example.com", "--db", db]);
  assert.equal(open.code, 1);
  assert.match(
    open.stderr,
    /ada@example\.com has 1 ticket, 0 comments, 0 files\. Nothing was erased, because these tickets are not closed: #2\. Close them first, for example in the browser: support-mcp desk\n/,
  );
  const cleaned = await runProgram(["erase", "--db", db]);
  assert.deepEqual([cleaned.code, /^No deleted bytes are left/.test(cleaned.stdout)], [0, true]);
});
