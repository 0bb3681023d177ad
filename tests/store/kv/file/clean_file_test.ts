import assert from "node:assert/strict";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";

const MODULE = import.meta.resolve("../../../../store/kv/file/mod.ts");

/** Runs as a server does: without permissions that it does not need. Prints what cleaning says, and whether all entries stay. */
const CHILD = `
import { cleanFile } from ${JSON.stringify(MODULE)};
const [path, most] = Deno.args;
const kv = await Deno.openKv(path);
for (let n = 0; n < 200; n++) await kv.set(["t", n], "plumbus " + "x".repeat(n % 20 === 0 ? 9000 : 200));
for (let n = 0; n < 200; n++) await (n % 2 === 0 ? kv.delete(["t", n]) : kv.set(["t", n], "kettle"));
const read = () => Array.fromAsync(kv.list({ prefix: [] }), ({ key, value, versionstamp }) => [key, value, versionstamp]);
const before = JSON.stringify(await read());
for (const name of ["run", "net", "sys", "ffi"]) Deno.permissions.revokeSync({ name });
const remainder = await cleanFile(path, Number(most));
const isSame = before === JSON.stringify(await read());
await kv.set(["t", 0], "new");
console.log(JSON.stringify({ remainder, isSame, written: (await kv.get(["t", 0])).value }));
kv.close();
`;

async function clean(folder: TemporaryFolder, most: number) {
  const script = folder.file("child.ts");
  await Deno.writeTextFile(script, CHILD);
  const args = ["run", "-A", "--no-check", "--unstable-kv", "--no-lock", script, folder.file("desk.db"), String(most)];
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  const [text, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)) as [string, string];
  assert.notEqual(text, "", errors);
  const file = new TextDecoder("latin1").decode(await Deno.readFile(folder.file("desk.db")));
  return { ...JSON.parse(text), isClean: !file.includes("plumbus") };
}

Deno.test("cleanFile() removes deleted bytes in a process that gave up permissions, and keeps every entry", async () => {
  await using folder = await TemporaryFolder.create();
  assert.deepEqual(await clean(folder, Infinity), { remainder: null, isSame: true, written: "new", isClean: true });
});

Deno.test("cleanFile() leaves a large file to a command, and says so", async () => {
  await using folder = await TemporaryFolder.create();
  const { remainder, isSame } = await clean(folder, 1_000);
  assert.equal(remainder, "a running server does not rewrite a file this large");
  assert.ok(isSame);
});
