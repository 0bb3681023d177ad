import assert from "node:assert/strict";
import { DeskError } from "../../store/errors.ts";
import { getDefaultLocation, isServerUrl, parseLocation } from "../../store/location.ts";

function createEnvironment(variables: Record<string, string>) {
  return { get: (name: string) => variables[name] };
}

Deno.test("getDefaultLocation() is in the platform's folder for programs' data", () => {
  const cases: [os: string, variables: Record<string, string>, expected: string][] = [
    ["linux", { HOME: "/home/ana" }, "/home/ana/.local/share/support-mcp/desk.db"],
    ["linux", { HOME: "/home/ana/" }, "/home/ana/.local/share/support-mcp/desk.db"],
    ["linux", { HOME: "/home/ana", XDG_DATA_HOME: "/data/" }, "/data/support-mcp/desk.db"],
    ["linux", { HOME: "/home/ana", XDG_DATA_HOME: "relative" }, "/home/ana/.local/share/support-mcp/desk.db"],
    ["linux", { HOME: "/home/ana", XDG_DATA_HOME: "" }, "/home/ana/.local/share/support-mcp/desk.db"],
    ["freebsd", { HOME: "/home/ana" }, "/home/ana/.local/share/support-mcp/desk.db"],
    ["darwin", { HOME: "/Users/ana" }, "/Users/ana/Library/Application Support/support-mcp/desk.db"],
    ["windows", { LOCALAPPDATA: "D:\\Local" }, "D:\\Local\\support-mcp\\desk.db"],
    ["windows", { USERPROFILE: "C:\\Users\\ana" }, "C:\\Users\\ana\\AppData\\Local\\support-mcp\\desk.db"],
  ];
  for (const [os, variables, expected] of cases) {
    assert.equal(getDefaultLocation(createEnvironment(variables), os), expected);
  }
});

Deno.test("getDefaultLocation() suggests --db when the environment names no home folder", () => {
  for (const [os, variable] of [["linux", "HOME"], ["darwin", "HOME"], ["windows", "USERPROFILE"]] as const) {
    assert.throws(() => getDefaultLocation(createEnvironment({}), os), (error) => {
      assert.ok(error instanceof DeskError);
      assert.equal(error.code, "unavailable");
      assert.match(
        error.message,
        new RegExp(`${variable} is not set. Set --db or SUPPORT_MCP_DB to a file, or set ${variable}\\.`),
      );
      return true;
    });
  }
});

Deno.test("parseLocation() distinguishes paths, memory and servers", () => {
  const env = createEnvironment({ HOME: "/home/ana" });
  assert.deepEqual(parseLocation(":memory:", env), { kind: "memory" });
  assert.deepEqual(parseLocation("https://kv.example/1", env), { kind: "server", url: "https://kv.example/1" });
  assert.deepEqual(parseLocation("HTTP://127.0.0.1:4512", env), { kind: "server", url: "HTTP://127.0.0.1:4512" });
  assert.deepEqual(parseLocation("desk.db", env), { kind: "file", path: "desk.db" });
  assert.deepEqual(parseLocation("/data/http://desk.db", env), { kind: "file", path: "/data/http://desk.db" });
});

Deno.test("parseLocation() expands a leading ~/ and no other tilde", () => {
  const env = createEnvironment({ HOME: "/home/ana" });
  assert.deepEqual(parseLocation("~/desk.db", env), { kind: "file", path: "/home/ana/desk.db" });
  assert.deepEqual(parseLocation("~bob/desk.db", env), { kind: "file", path: "~bob/desk.db" });
  assert.deepEqual(parseLocation("a~/desk.db", env), { kind: "file", path: "a~/desk.db" });
  assert.deepEqual(parseLocation("~/desk.db", createEnvironment({})), { kind: "file", path: "~/desk.db" });
});

Deno.test("parseLocation() refuses an empty location", () => {
  for (const location of ["", "  "]) {
    assert.throws(() => parseLocation(location, createEnvironment({})), {
      name: "DeskError",
      code: "unavailable",
      message: /is empty/,
    });
  }
});

Deno.test("isServerUrl() accepts http and https only", () => {
  assert.deepEqual(["http://a", "https://a", "ftp://a", "file:///a", "a/http://b"].map(isServerUrl), [
    true,
    true,
    false,
    false,
    false,
  ]);
});
