import assert from "node:assert/strict";
import { exportFolder, type FolderOutcome, syncFolder } from "../../../data/mod.ts";
import type { Desk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { openEmptyDesk } from "../import_file.ts";

const by = { kind: "person", name: "dana", version: null } as const;

/** Runs `work`, and returns what it reported. */
async function collect(work: (report: Report) => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  await work((outcome, name, reason) => lines.push([outcome, name, ...reason === undefined ? [] : [reason]].join(" ")));
  return lines;
}

type Report = (outcome: FolderOutcome, name: string, reason?: string) => void;

function sync(desk: Desk, folder: string, { archiveMissing = true, dryRun = false } = {}): Promise<string[]> {
  return collect((report) => syncFolder(desk.knowledge, folder, { by, archiveMissing, dryRun, report }));
}

function write(folder: TemporaryFolder, files: Record<string, string>): Promise<void[]> {
  return Promise.all(Object.entries(files).map(([name, text]) => Deno.writeTextFile(folder.file(name), text)));
}

Deno.test("syncFolder() adds, changes, archives and restores articles by the names of files", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await desk.knowledge.save("old", { title: "Old", body: "x" }, { by });
  await write(folder, {
    "Refund Policy.md": "# Refunds\nFive days.",
    "login.MD": "---\ntitle: Login\n---\nx",
    "a.txt": "x",
  });
  assert.deepEqual(await sync(desk, folder.path, { dryRun: true }), [
    "added refund-policy",
    "added login",
    "archived old",
  ]);
  assert.deepEqual((await desk.knowledge.list()).items.map(({ id, archived }) => [id, archived]), [["old", false]]);

  assert.deepEqual(await sync(desk, folder.path, { archiveMissing: false }), ["added refund-policy", "added login"]);
  assert.deepEqual(await sync(desk, folder.path), ["unchanged refund-policy", "unchanged login", "archived old"]);
  await write(folder, { "login.MD": "---\ntitle: Login\ntags: [a]\n---\ny", "old.md": "---\ntitle: Old\n---\nx" });
  assert.deepEqual(await sync(desk, folder.path), ["unchanged refund-policy", "changed login", "restored old"]);
  assert.equal((await desk.knowledge.get("old")).archived, false);
  const [event] = await desk.knowledge.listEvents("login", 1);
  assert.deepEqual([event!.by.name, event!.changed], ["dana", ["tags", "body"]]);
});

Deno.test("syncFolder() rejects files that it cannot use, keeps their articles, and goes on", async () => {
  await using folder = await TemporaryFolder.create();
  await using outside = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  for (const id of ["link", "large", "broken"]) await desk.knowledge.save(id, { title: id, body: "kept" }, { by });
  await write(outside, { "secret.md": "# Secret\nsecret" });
  await Deno.symlink(outside.file("secret.md"), folder.file("link.md"));
  await Deno.symlink(outside.path, folder.file("folder.md"));
  await write(folder, {
    "broken.md": "no title",
    "large.md": `# Large\n${"x".repeat(300_000)}`,
    "long.md": `# Long\n${"x".repeat(50_000)}`,
    "A b.md": "# One\nx",
    "a-b.md": "# Two\nx",
    "!.md": "# x\nx",
    "good.md": "# Good\nx",
    ".hidden.md": "# Hidden\nx",
  });
  await Deno.writeFile(folder.file("latin.md"), new Uint8Array([0x23, 0x20, 0xe4, 0x0a]));
  await Deno.mkdir(folder.file("inner.md"));
  const lines = await sync(desk, folder.path);
  assert.deepEqual(lines.map((line) => line.replace(/(limit|title is missing).*/, "$1")), [
    "rejected !.md its name needs a letter or a digit.",
    "added a-b",
    "rejected a-b.md A b.md has the same id, a-b. Rename one of them.",
    "rejected broken.md title is missing",
    "rejected folder.md it is a link, and links are not followed.",
    "added good",
    "rejected large.md it is too large: 300008 bytes (limit",
    "rejected latin.md it is not UTF-8.",
    "rejected link.md it is a link, and links are not followed.",
    "rejected long.md body is too long: 50,007 characters (limit",
  ]);
  for (const id of ["link", "large", "broken"]) {
    const { body, archived } = await desk.knowledge.get(id);
    assert.deepEqual([body, archived], ["kept", false]);
  }
});

Deno.test("syncFolder() refuses an empty folder, which would archive everything, and a missing one", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await desk.knowledge.save("kept", { title: "Kept", body: "x" }, { by });
  await assert.rejects(sync(desk, folder.path), { message: /has no Markdown files, so that every article would be/ });
  await assert.rejects(sync(desk, folder.file("absent")), { message: /^Cannot read .*absent: it does not exist/ });
  assert.deepEqual(await sync(desk, folder.path, { archiveMissing: false }), []);
  assert.equal((await desk.knowledge.get("kept")).archived, false);
});

Deno.test("exportFolder() writes files that give the same articles, and replaces only if it may", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await using copy = await openEmptyDesk();
  const run = (replace = false, dryRun = false) =>
    collect((report) => exportFolder(desk.knowledge, folder.file("out"), { replace, dryRun, report }));
  const update = { tags: ["a", "b"], language: "de", audience: "public" } as const;
  await desk.knowledge.save("one", { title: "One: 'x' # y", body: "---\n# Text\n\n- 1", ...update }, { by });
  await desk.knowledge.save("two", { title: "Two", body: "x" }, { by });
  await desk.knowledge.save("three", { title: "Three", body: "x" }, { by });
  await desk.knowledge.archive("three", true, { by });
  assert.deepEqual(await run(false, true), ["added one", "added two"]);
  assert.deepEqual(await run(), ["added one", "added two"]);
  assert.deepEqual(await run(), ["unchanged one", "unchanged two"]);
  assert.deepEqual(await sync(copy, folder.file("out")), ["added one", "added two"]);
  const { revision: _, created_at: _c, updated_at: _u, ...one } = await copy.knowledge.get("one");
  const { revision: _r, created_at: _d, updated_at: _v, ...original } = await desk.knowledge.get("one");
  assert.deepEqual(one, original);

  await desk.knowledge.save("one", { body: "New" }, { by });
  await Deno.remove(folder.file("out/two.md"));
  await Deno.writeTextFile(folder.file("target"), "kept");
  await Deno.symlink(folder.file("target"), folder.file("out/two.md"));
  assert.deepEqual(await run(), [
    "rejected one.md it differs from the article. Replace it with --force.",
    "rejected two.md it is a link, and links are not followed.",
  ]);
  assert.deepEqual(await run(true), ["changed one", "rejected two.md it is a link, and links are not followed."]);
  assert.equal(await Deno.readTextFile(folder.file("target")), "kept");
  assert.match(await Deno.readTextFile(folder.file("out/one.md")), /\nNew\n$/);
});
