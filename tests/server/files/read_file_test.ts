import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readFile } from "../../../server/files/read_file.ts";
import { DeskError, openDesk } from "../../../store/mod.ts";
import { createSharedFolder, SECRET, type SharedFolder } from "./shared_folder.ts";
import { startSwapping, startSwappingFolders } from "./swap.ts";

const LIMIT = 1000;
const unix = { ignore: Deno.build.os === "windows" };

async function read(path: string, { folders }: SharedFolder) {
  const { name, bytes } = await readFile(path, folders, LIMIT);
  return { name, text: new TextDecoder().decode(bytes) };
}

Deno.test("readFile() accepts absolute paths, relative paths and URIs", async () => {
  await using place = await createSharedFolder();
  const path = join(place.shared, "a b.txt");
  await Deno.writeTextFile(path, "hello");
  for (const given of [path, "a b.txt", "./x/../a b.txt", pathToFileURL(path).href]) {
    assert.deepEqual(await read(given, place), { name: "a b.txt", text: "hello" });
  }
});

Deno.test("readFile() reads from the first folder that has the file", async () => {
  await using place = await createSharedFolder();
  const names = ["one", "two", "three"].map((name) => join(place.shared, name));
  for (const name of names) await Deno.mkdir(name);
  await Deno.writeTextFile(join(names[1]!, "x"), "second");
  await Deno.writeTextFile(join(names[2]!, "x"), "third");
  const folders = names.map((name) => ({ path: name, realPath: name }));
  const { bytes } = await readFile("x", folders, LIMIT);
  assert.equal(new TextDecoder().decode(bytes), "second");
});

Deno.test("readFile() follows links that stay inside", unix, async () => {
  await using place = await createSharedFolder();
  await Deno.mkdir(join(place.shared, "data"));
  await Deno.writeTextFile(join(place.shared, "data", "x.txt"), "hello");
  await Deno.symlink("data/x.txt", join(place.shared, "to_file"));
  await Deno.symlink("data", join(place.shared, "to_folder"));
  assert.deepEqual(await read("to_file", place), { name: "to_file", text: "hello" });
  assert.deepEqual(await read("to_folder/x.txt", place), { name: "x.txt", text: "hello" });
});

Deno.test(
  "readFile() rejects links to the outside: as the last segment, in the middle, and in chains",
  unix,
  async () => {
    await using place = await createSharedFolder();
    await Deno.symlink(join(place.elsewhere, "secret.txt"), join(place.shared, "absolute"));
    await Deno.symlink("../elsewhere/secret.txt", join(place.shared, "relative"));
    await Deno.symlink("relative", join(place.shared, "chain"));
    await Deno.symlink(place.elsewhere, join(place.shared, "folder"));
    for (const path of ["absolute", "relative", "chain", "folder/secret.txt", "folder/../elsewhere/secret.txt"]) {
      await assert.rejects(read(path, place), { code: path.includes("..") ? "not_found" : "invalid" }, path);
    }
    await assert.rejects(read("chain", place), { message: /chain is outside the shared folders/ });
  },
);

Deno.test("readFile() rejects hidden files, also through links", unix, async () => {
  await using place = await createSharedFolder();
  await Deno.mkdir(join(place.shared, ".config"));
  await Deno.writeTextFile(join(place.shared, ".config", "token.txt"), SECRET);
  await Deno.writeTextFile(join(place.shared, ".env"), SECRET);
  await Deno.symlink(".env", join(place.shared, "to_file"));
  await Deno.symlink(".config", join(place.shared, "to_folder"));
  for (const path of [".env", ".config/token.txt", "to_folder/../.env", "to_file", "to_folder/token.txt", ".nothing"]) {
    await assert.rejects(read(path, place), {
      code: "invalid",
      message:
        /^\S+ is hidden: a name in it starts with a dot\. Such files are neither read nor written\. Choose another/,
    });
  }
});

Deno.test("readFile() reads from a shared folder that is hidden itself", async () => {
  await using place = await createSharedFolder();
  const hidden = join(place.shared, ".desk");
  await Deno.mkdir(hidden);
  await Deno.writeTextFile(join(hidden, "log.txt"), "hello");
  const { bytes } = await readFile("log.txt", [{ path: hidden, realPath: hidden }], LIMIT);
  assert.equal(new TextDecoder().decode(bytes), "hello");
});

Deno.test("readFile() rejects hard links, whose other names may be anywhere", unix, async () => {
  await using place = await createSharedFolder();
  await Deno.link(join(place.elsewhere, "secret.txt"), join(place.shared, "log.txt"));
  await Deno.symlink("log.txt", join(place.shared, "to_link"));
  for (const path of ["log.txt", "to_link"]) {
    await assert.rejects(read(path, place), {
      code: "invalid",
      message: /\/\w+(?:\.txt)? has 2 names \(hard links\), so it may not be shared\. Choose a copy of it\.$/,
    });
  }
});

Deno.test("readFile() reports circular links", unix, async () => {
  await using place = await createSharedFolder();
  await Deno.symlink("two", join(place.shared, "one"));
  await Deno.symlink("one", join(place.shared, "two"));
  await assert.rejects(read("one", place), {
    code: "invalid",
    message: "Cannot read one: a symbolic link in the path cannot be followed. Choose the file that it points to.",
  });
});

Deno.test("readFile() returns the same error for existing and missing paths outside the folders", async () => {
  await using place = await createSharedFolder();
  for (const name of ["secret.txt", "nothing.txt"]) {
    const path = join(place.elsewhere, name);
    await assert.rejects(read(path, place), { code: "invalid", message: new RegExp(`^${path} is outside`) });
  }
});

Deno.test("readFile() rejects pipes, devices, sockets and folders without waiting", unix, async () => {
  await using place = await createSharedFolder();
  await new Deno.Command("mkfifo", { args: [join(place.shared, "pipe")] }).output();
  await Deno.mkdir(join(place.shared, "folder"));
  using _socket = Deno.listen({ transport: "unix", path: join(place.shared, "socket") });
  await assert.rejects(read("pipe", place), {
    code: "invalid",
    message: /pipe is a pipe, socket or device, not a regular file/,
  });
  await assert.rejects(read("socket", place), { code: "invalid", message: /socket is a pipe, socket or device/ });
  await assert.rejects(read("folder", place), { code: "invalid", message: /folder is a folder, not a regular file/ });
  const devices = [{ path: "/dev", realPath: "/dev" }];
  await assert.rejects(readFile("zero", devices, LIMIT), {
    code: "invalid",
    message: /zero is a pipe, socket or device/,
  });
});

Deno.test("readFile() reads up to the limit, and not a byte more", async () => {
  await using place = await createSharedFolder();
  await Deno.writeFile(join(place.shared, "most"), new Uint8Array(LIMIT).fill(7));
  await Deno.writeFile(join(place.shared, "more"), new Uint8Array(LIMIT + 1).fill(7));
  assert.deepEqual((await readFile("most", place.folders, LIMIT)).bytes, new Uint8Array(LIMIT).fill(7));
  await assert.rejects(read("more", place), { code: "invalid", message: /^more is too large \(limit 1,000 bytes\)/ });
});

Deno.test("readFile() names the missing file and the folders", async () => {
  await using place = await createSharedFolder();
  await Deno.writeTextFile(join(place.shared, "file"), "");
  for (const path of ["nothing", "no/folder/x", "file/x"]) {
    await assert.rejects(read(path, place), {
      code: "not_found",
      message: `File ${path} not found in the shared folders (${place.shared}). Check its name.`,
    });
  }
});

/** Reads repeatedly while the path is swapped, until at least one read succeeds and one fails. */
async function readWhileSwapped(path: string, place: SharedFolder): Promise<void> {
  const counts = { read: 0, refused: 0 };
  while (counts.read + counts.refused < 500 || counts.read === 0 || counts.refused === 0) {
    try {
      const { text } = await read(path, place);
      assert.notEqual(text, SECRET);
      assert.equal(text, "harmless");
      counts.read++;
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      counts.refused++;
    }
  }
}

Deno.test("readFile() returns nothing from outside while the file is swapped with a link", unix, async () => {
  await using place = await createSharedFolder();
  const path = join(place.shared, "file");
  await Deno.writeTextFile(path, "harmless");
  await Deno.symlink(join(place.elsewhere, "secret.txt"), `${path}.link`);
  await using _swapping = await startSwapping(path, `${path}.link`);
  await readWhileSwapped("file", place);
});

Deno.test("readFile() returns nothing hidden while a folder is swapped with a link to a hidden one", unix, async () => {
  await using place = await createSharedFolder();
  const hidden = join(place.shared, ".hidden");
  await Deno.mkdir(hidden);
  await Deno.writeTextFile(join(hidden, "secret.txt"), SECRET);
  const swapped = { ...place, elsewhere: hidden };
  await using _swapping = await startSwappingFolders(swapped);
  await readWhileSwapped("folder/secret.txt", place);
});

Deno.test("readFile() returns nothing from outside while the file is swapped with a hard link", unix, async () => {
  await using place = await createSharedFolder();
  const path = join(place.shared, "file");
  await Deno.writeTextFile(path, "harmless");
  await Deno.link(join(place.elsewhere, "secret.txt"), `${path}.link`);
  await using _swapping = await startSwapping(path, `${path}.link`);
  await readWhileSwapped("file", place);
});

Deno.test("readFile() returns nothing from outside while its folder is swapped with a link", unix, async () => {
  await using place = await createSharedFolder();
  await using _swapping = await startSwappingFolders(place);
  await readWhileSwapped("folder/secret.txt", place);
});

Deno.test("readFile() does not open the files of the open store: closing one would free the locks of SQLite", async () => {
  await using place = await createSharedFolder();
  const store = join(place.shared, "desk.db");
  const desk = await openDesk(store);
  try {
    await desk.tickets.getStats(); // opens everything
    for (const ending of ["", "-wal", "-shm", ".lock"]) {
      await assert.rejects(read(`desk.db${ending}`, place), {
        code: "invalid",
        message: /desk\.db\S* belongs to the store of this server\. Choose another file\.$/,
      });
    }
  } finally {
    await desk.close();
  }
  await assert.rejects(read("desk.db", place), { message: /is too large/ }, "it is a file like others again");
});
