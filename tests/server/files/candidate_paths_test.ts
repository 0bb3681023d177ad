import assert from "node:assert/strict";
import { resolveCandidatePaths } from "../../../server/files/candidate_paths.ts";

const options = { ignore: Deno.build.os === "windows" };
const folders = [{ path: "/home/a/one", realPath: "/data/one" }, { path: "/home/a/two", realPath: "/home/a/two" }];

Deno.test("resolveCandidatePaths() resolves a relative path in each folder", options, () => {
  assert.deepEqual(resolveCandidatePaths("logs/./x.log", folders), [
    "/home/a/one/logs/x.log",
    "/home/a/two/logs/x.log",
  ]);
  assert.deepEqual(resolveCandidatePaths("../two/x.log", folders), ["/home/a/two/x.log"]);
});

Deno.test("resolveCandidatePaths() accepts absolute paths and URIs, by a folder's given and real path", options, () => {
  assert.deepEqual(resolveCandidatePaths("/home/a/two/x", folders), ["/home/a/two/x"]);
  assert.deepEqual(resolveCandidatePaths("/data/one/x", folders), ["/data/one/x"]);
  assert.deepEqual(resolveCandidatePaths("FILE:///home/a/one/a%20b", folders), ["/home/a/one/a b"]);
});

for (
  const path of ["/etc/passwd", "../x", "/home/a/one/../../b", "/home/a/one2/x", "file:///etc/passwd", "a/../../../x"]
) {
  Deno.test(`resolveCandidatePaths() rejects ${path}, which is outside the folders`, options, () => {
    assert.throws(() => resolveCandidatePaths(path, folders), {
      code: "invalid",
      message: `${path} is outside the shared folders (/home/a/one, /home/a/two). Choose a file in one of them.`,
    });
  });
}

Deno.test("resolveCandidatePaths() rejects invalid paths", options, () => {
  for (const path of ["", "  ", "a\0b", "file:///home/a/one/a%00b"]) {
    assert.throws(() => resolveCandidatePaths(path, folders), {
      code: "invalid",
      message: /is not a valid path\. Choose a file/,
    });
  }
  for (const path of ["file://other-host/x", "file:///a%2Fb", "file:"]) {
    assert.throws(() => resolveCandidatePaths(path, folders), { code: "invalid" });
  }
});
