import assert from "node:assert/strict";
import { join } from "node:path";
import { findFolders, isInside, isVisible } from "../../../server/files/folders.ts";
import fc from "../../fast_check.ts";
import { createSharedFolder } from "./shared_folder.ts";

function shareRoots(roots: { uri: string; name?: string }[] | null) {
  return { sharedFolder: undefined, client: { listRoots: () => Promise.resolve(roots) } };
}

Deno.test("findFolders() decodes URIs and resolves links", async () => {
  await using place = await createSharedFolder();
  const folder = join(place.shared, "reports & ünïcode 100%");
  const link = join(place.shared, "link");
  await Deno.mkdir(folder);
  await Deno.symlink(folder, link);
  const roots = [
    { uri: `${place.root.uri}/reports%20%26%20%C3%BCn%C3%AFcode%20100%25` },
    { uri: `${place.root.uri}/link/`, name: "Through a link" },
  ];
  assert.deepEqual(await findFolders(shareRoots(roots)), [{ path: folder, realPath: folder }, {
    path: link,
    realPath: folder,
  }]);
});

Deno.test("findFolders() skips roots that are not folders of this machine", async () => {
  await using place = await createSharedFolder();
  await Deno.writeTextFile(join(place.shared, "file"), "");
  const uris = [
    "https://example.com/",
    "not a URI",
    "file://other-host/share",
    "file:///a%2Fb",
    "file:///nowhere/at/all",
  ];
  const roots = [...uris, `${place.root.uri}/file`, place.root.uri].map((uri) => ({ uri }));
  assert.deepEqual(await findFolders(shareRoots(roots)), place.folders);
});

Deno.test("findFolders() returns no folders if the client shares none", async () => {
  for (const roots of [null, [], [{ uri: "https://example.com/" }, { uri: "file:///nowhere/at/all" }]]) {
    assert.deepEqual(await findFolders(shareRoots(roots)), []);
  }
});

Deno.test("findFolders() returns the server's own folder, and does not ask the client", async () => {
  await using place = await createSharedFolder();
  const client = { listRoots: () => Promise.reject(new Error("asked")) };
  assert.deepEqual(await findFolders({ sharedFolder: `${place.shared}/.`, client }), place.folders);
  assert.deepEqual(await findFolders({ sharedFolder: join(place.shared, "missing"), client }), []);
});

Deno.test("isVisible() compares the names below the folder only", () => {
  const folders = [{ path: "/home/.desk", realPath: "/data/.desk" }];
  for (const path of ["/home/.desk/a/b.txt", "/data/.desk/a.b"]) assert.ok(isVisible(path, folders), path);
  for (const path of ["/home/.desk/.a", "/data/.desk/a/.b/c", "/home/x", "/etc"]) {
    assert.ok(!isVisible(path, folders), path);
  }
});

const segment = fc.stringMatching(/^[a-c.]{1,3}$/).filter((text) => text !== "." && text !== "..");
const path = fc.array(segment, { maxLength: 4 });

Deno.test("isInside() compares segment by segment", () => {
  fc.assert(fc.property(path, path, (folder, other) => {
    const expected = folder.every((name, index) => other[index] === name);
    assert.equal(isInside(`/${folder.join("/")}`, `/${other.join("/")}`), expected);
  }));
});

Deno.test("isInside() is case-sensitive, and false for relative paths", { ignore: Deno.build.os === "windows" }, () => {
  assert.equal(isInside("/srv/desk", "/srv/Desk/log.txt"), false);
  assert.equal(isInside("/", "work"), false);
});
