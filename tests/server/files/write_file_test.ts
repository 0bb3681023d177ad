import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { planNewFile, writeNewFile } from "../../../server/files/write_file.ts";
import { DeskError } from "../../../store/mod.ts";
import { createSharedFolder, listNames, SECRET, type SharedFolder } from "./shared_folder.ts";
import { startSwapping } from "./swap.ts";

const unix = { ignore: Deno.build.os === "windows" };

async function* pieces(...texts: (string | Error)[]): AsyncGenerator<string> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield text;
  }
}

async function write(path: string, { folders }: Pick<SharedFolder, "folders">, ...texts: (string | Error)[]) {
  const plan = await planNewFile(path, folders);
  return await writeNewFile(plan, pieces(...texts.length === 0 ? ["written"] : texts));
}

Deno.test("writeNewFile() writes all pieces in order", async () => {
  await using place = await createSharedFolder();
  await Deno.mkdir(join(place.shared, "folder"));
  const written = await write("folder/new.md", place, "é", "", "x".repeat(100_000));
  assert.deepEqual([written.path, written.bytes], [join(place.shared, "folder", "new.md"), 100_002]);
  assert.equal(await Deno.readTextFile(written.path), `é${"x".repeat(100_000)}`);
});

Deno.test("writeNewFile() writes into the first folder that has the parent", async () => {
  await using place = await createSharedFolder();
  const [one, two] = [join(place.shared, "one"), join(place.shared, "two")];
  await Deno.mkdir(one);
  await Deno.mkdir(join(two, "sub"), { recursive: true });
  const folders = [one, two].map((name) => ({ path: name, realPath: name }));
  assert.equal((await write("x.md", { folders })).path, join(one, "x.md"));
  assert.equal((await write("sub/x.md", { folders })).path, join(two, "sub", "x.md"));
});

Deno.test("writeNewFile() does not change existing files", unix, async () => {
  await using place = await createSharedFolder();
  await Deno.writeTextFile(join(place.shared, "file.md"), "mine");
  await Deno.symlink(join(place.elsewhere, "secret.txt"), join(place.shared, "link.md"));
  await Deno.symlink(join(place.elsewhere, "nothing.txt"), join(place.shared, "dangling.txt"));
  for (const path of ["file.md", "link.md", "dangling.txt"]) {
    await assert.rejects(write(path, place), {
      code: "already_exists",
      message: `${path} already exists, and files are never overwritten. Choose a new name.`,
    });
  }
  assert.equal(await Deno.readTextFile(join(place.shared, "file.md")), "mine");
  assert.equal(await Deno.readTextFile(join(place.elsewhere, "secret.txt")), SECRET);
  assert.deepEqual(await listNames(place.elsewhere), ["secret.txt"]);
});

Deno.test("writeNewFile() rejects paths outside the folders, also through links", unix, async () => {
  await using place = await createSharedFolder();
  await Deno.symlink(place.elsewhere, join(place.shared, "folder"));
  for (const path of ["folder/new.md", "../elsewhere/new.md", join(place.elsewhere, "new.md")]) {
    await assert.rejects(write(path, place), { code: "invalid", message: /is outside the shared folders/ });
  }
  assert.deepEqual(await listNames(place.elsewhere), ["secret.txt"]);
});

Deno.test("writeNewFile() writes a file that only its owner can read", unix, async () => {
  await using place = await createSharedFolder();
  const { path } = await write("new.md", place);
  assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
});

Deno.test("writeNewFile() writes nothing that programs would read", async () => {
  await using place = await createSharedFolder();
  await Deno.mkdir(join(place.shared, ".git", "hooks"), { recursive: true });
  const refusals = [
    [".bash_aliases", /^\.bash_aliases is hidden: a name in it starts with a dot/],
    [".git/hooks/pre-commit", /^\.git\/hooks\/pre-commit is hidden/],
    [".git/ticket.md", /is hidden/],
    ["x/../.git/ticket.md", /is hidden/],
    [pathToFileURL(join(place.shared, ".git", "ticket.md")).href, /is hidden/],
    ["CLAUDE.md", /^Cannot write CLAUDE\.md: agents or build tools read files of this name\. Choose a name such as/],
    ["new\x1b]0;.md", /^Cannot write new\\x1b\]0;\.md: its name has a control character/],
    ["run.sh", /^Cannot write run\.sh: programs run or obey files with the ending \.sh/],
  ] as const;
  for (const [path, message] of refusals) await assert.rejects(write(path, place), { code: "invalid", message }, path);
  assert.deepEqual(await listNames(place.shared), [".git"]);
  assert.deepEqual(await listNames(join(place.shared, ".git")), ["hooks"]);
});

Deno.test("writeNewFile() does not follow links into hidden folders", unix, async () => {
  await using place = await createSharedFolder();
  await Deno.mkdir(join(place.shared, ".git"));
  await Deno.symlink(".git", join(place.shared, "folder"));
  await assert.rejects(write("folder/ticket.md", place), { code: "invalid", message: /^folder\/ticket\.md is hidden/ });
  assert.deepEqual(await listNames(join(place.shared, ".git")), []);
});

Deno.test("writeNewFile() neither creates nor overwrites folders", async () => {
  await using place = await createSharedFolder();
  await Deno.mkdir(join(place.shared, "folder"));
  await assert.rejects(write("no/new.md", place), {
    code: "not_found",
    message: /The folder of no\/new\.md does not exist/,
  });
  for (const path of ["folder", "folder/", ".", place.shared]) {
    await assert.rejects(write(path, place), {
      code: "invalid",
      message: /is a folder\. Choose the name of a new file in it/,
    });
  }
  assert.deepEqual(await listNames(place.shared), ["folder"]);
});

Deno.test("writeNewFile() removes the file if a piece fails, and throws its error", async () => {
  await using place = await createSharedFolder();
  const failure = new DeskError("unavailable", "the store is gone");
  await assert.rejects(write("new.md", place, "half", failure), failure);
  assert.deepEqual(await listNames(place.shared), []);
});

Deno.test("writeNewFile() explains an error of the system", async () => {
  await using place = await createSharedFolder();
  await assert.rejects(write(`${"x".repeat(300)}.md`, place), {
    code: "invalid",
    message: /^Cannot write x{300}\.md: its name is too long for the file system\. Choose a shorter name\.$/,
  });
});

Deno.test("writeNewFile() writes nothing outside while its folder is swapped with a link", unix, async () => {
  await using place = await createSharedFolder();
  const folder = join(place.shared, "folder");
  await Deno.mkdir(folder);
  await Deno.symlink(place.elsewhere, `${folder}.link`);
  let [written, refused] = [0, 0];
  {
    await using _swapping = await startSwapping(folder, `${folder}.link`);
    while (written + refused < 500 || written === 0 || refused === 0) {
      try {
        await write(`folder/${written + refused}.md`, place);
        written++;
      } catch (error) {
        if (!(error instanceof DeskError)) throw error;
        refused++;
      }
    }
  }
  const strangers = (await listNames(place.elsewhere)).filter((name) => name !== "secret.txt");
  for (const name of strangers) assert.equal((await Deno.stat(join(place.elsewhere, name))).size, 0);
  if (Deno.build.os === "linux") assert.deepEqual(strangers, []);
});

Deno.test("planNewFile() says which names a person must approve", async () => {
  await using place = await createSharedFolder();
  for (
    const [name, needsApproval] of [["a.md", false], ["a.TXT", false], ["a.log", true], ["a", true], [
      "a.md.bak",
      true,
    ]] as const
  ) {
    const path = join(place.shared, name);
    assert.deepEqual(await planNewFile(name, place.folders), { path, folder: place.shared, needsApproval });
  }
});

Deno.test("writeNewFile() writes nothing if a link has replaced the folder of the plan", unix, async () => {
  await using place = await createSharedFolder();
  await Deno.mkdir(join(place.shared, "folder"));
  const plan = await planNewFile("folder/new.md", place.folders);
  await Deno.remove(join(place.shared, "folder"));
  await Deno.symlink(place.elsewhere, join(place.shared, "folder"));
  await assert.rejects(writeNewFile(plan, pieces("written")), {
    code: "invalid",
    message: /outside the shared folders/,
  });
  assert.deepEqual(await listNames(place.elsewhere), ["secret.txt"]);
});

Deno.test("a written file can be removed, but not one that has replaced it", unix, async () => {
  await using place = await createSharedFolder();
  const [one, two] = [await write("one.md", place), await write("two.md", place)];
  await one.remove();
  await Deno.remove(two.path);
  await Deno.writeTextFile(join(place.shared, "other"), "mine");
  await Deno.rename(join(place.shared, "other"), two.path);
  await two.remove();
  assert.deepEqual(await listNames(place.shared), ["two.md"]);
});
