import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { isInside, resolveFolders } from "../../../server/files/folders.ts";
import { createSharedFolder } from "./shared_folder.ts";

Deno.test("resolveFolders() decodes URIs and resolves links", async () => {
  await using place = await createSharedFolder();
  const folder = join(place.shared, "reports & ünïcode 100%");
  const link = join(place.shared, "link");
  await Deno.mkdir(folder);
  await Deno.symlink(folder, link);
  const roots = [
    { uri: `${place.root.uri}/reports%20%26%20%C3%BCn%C3%AFcode%20100%25` },
    { uri: `${place.root.uri}/link/`, name: "Through a link" },
  ];
  assert.deepEqual(await resolveFolders(roots), [{ path: folder, realPath: folder }, { path: link, realPath: folder }]);
});

Deno.test("resolveFolders() skips roots that are not folders of this machine", async () => {
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
  assert.deepEqual(await resolveFolders(roots), place.folders);
});

Deno.test("resolveFolders() fails without a folder, and says what to do", async () => {
  for (const roots of [null, []]) {
    await assert.rejects(resolveFolders(roots), {
      code: "invalid",
      message: /shares no folders.*Add the folder to the MCP roots/,
    });
  }
  const roots = [{ uri: "https://example.com/" }, { uri: "file:///nowhere/at/all" }];
  await assert.rejects(resolveFolders(roots), {
    code: "invalid",
    message: /None of the MCP roots.*https:\/\/example\.com\/, file:\/\/\/nowhere\/at\/all.*existing folder/,
  });
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
