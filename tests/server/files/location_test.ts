import assert from "node:assert/strict";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { isInside } from "../../../server/files/folders.ts";
import { findPathByName, findPathsByDescriptor, isFileVisible } from "../../../server/files/location.ts";
import { createSharedFolder, SECRET } from "./shared_folder.ts";
import { startSwappingFolders } from "./swap.ts";

const unix = { ignore: Deno.build.os === "windows" };
const linux = { ignore: Deno.build.os !== "linux" };

Deno.test("findPathByName() finds the real path of the open file, and of no other", async () => {
  await using place = await createSharedFolder();
  const [path, link] = [join(place.shared, "file"), join(place.shared, "link")];
  await Deno.writeTextFile(path, "one");
  await Deno.symlink(path, link);
  await using file = await open(link);
  const identity = await file.stat({ bigint: true });
  assert.deepEqual(await findPathByName(identity, link), [path]);

  await Deno.rename(path, join(place.shared, "renamed"));
  assert.deepEqual(await findPathByName(identity, link), []);
  await Deno.writeTextFile(path, "another");
  assert.deepEqual(await findPathByName(identity, link), []);
});

Deno.test("findPathByName() is not deceived by a folder that is swapped with a link", unix, async () => {
  await using place = await createSharedFolder();
  const path = join(place.shared, "folder", "secret.txt");
  await using _swapping = await startSwappingFolders(place);
  for (let opened = 0; opened < 200;) {
    await using file = await open(path).catch(() => null);
    if (file === null || await file.readFile("utf8") !== SECRET) continue;
    opened++;
    const paths = await findPathByName(await file.stat({ bigint: true }), path);
    assert.deepEqual(paths.filter((path) => isInside(place.shared, path)), []);
  }
});

Deno.test("findPathsByDescriptor() follows a moved file", linux, async () => {
  await using place = await createSharedFolder();
  const path = join(place.shared, "file");
  await Deno.writeTextFile(path, "one");
  await using file = await open(path);
  const identity = await file.stat({ bigint: true });
  assert.deepEqual(await findPathsByDescriptor(identity), [path]);

  const moved = join(place.elsewhere, "moved");
  await Deno.rename(path, moved);
  await Deno.writeTextFile(path, "another");
  assert.deepEqual(await findPathsByDescriptor(identity), [moved]);
});

Deno.test("isFileVisible() is not deceived by folders that were swapped before the check", linux, async () => {
  await using place = await createSharedFolder();
  const folder = join(place.shared, "folder");
  await Deno.symlink(place.elsewhere, folder);
  await using file = await open(join(folder, "secret.txt"));
  await Deno.remove(folder);
  await Deno.mkdir(folder);
  await Deno.link(join(place.elsewhere, "secret.txt"), join(folder, "secret.txt")); // the same device and inode
  assert.equal(await isFileVisible(file, join(folder, "secret.txt"), place.folders), false);
});
