import assert from "node:assert/strict";
import { importsIn, importsOf, loadedWith } from "./import_graph.ts";
import { findCircle, wrongArrows } from "./import_rules.ts";
import { PROJECT } from "./sources.ts";

Deno.test("the program's imports all go the right way", async () => {
  const imports = await importsIn(PROJECT);
  assert.ok(imports.some(({ from, to }) => from === "commands/serve.ts" && to === "server/stdio/mod.ts"));
  assert.deepEqual(wrongArrows(imports), []);
});

Deno.test("the program's files never import each other in a circle", async () => {
  assert.deepEqual(findCircle(await importsIn(PROJECT)), []);
});

Deno.test("main.ts loads no package before it has to", async () => {
  const loaded = [...loadedWith("main.ts", await importsIn(PROJECT))];
  assert.deepEqual(loaded.filter((file) => !/^(main|commands\/(terminal|pages\/prepared))\.ts$/.test(file)), []);
});

Deno.test("the command line loads nothing but the library for it before a command is chosen", async () => {
  const loaded = loadedWith("commands/command_line.ts", await importsIn(PROJECT));
  const others = [...loaded].filter((file) =>
    !/^(deno\.json|commands\/.*|client\/(protocol|loop\/approval_policy)\.ts|@stricli\/core)$/.test(file)
  );
  assert.deepEqual(others, []);
});

Deno.test("serve loads no package and nothing of the store before a host's first questions are answered", async () => {
  const loaded = [...loadedWith("commands/serve.ts", await importsIn(PROJECT))];
  assert.ok(loaded.includes("server/opening/opening.ts"));
  assert.deepEqual(loaded.filter((file) => !/^(deno\.json|(commands|server)\/.*\.ts)$/.test(file)), []);
});

Deno.test("serving on standard input and output loads nothing of HTTP", async () => {
  const imports = await importsIn(PROJECT);
  const loaded = ["main.ts", "commands/serve.ts", "server/mod.ts", "server/stdio/mod.ts"].flatMap((file) => [
    ...loadedWith(file, imports),
  ]);
  assert.ok(loaded.includes("server/stdio/transport.ts"));
  assert.deepEqual(loaded.filter((file) => file.startsWith("server/http/")), []);
});

Deno.test("what checks an issuer's tokens is loaded where there is an issuer, and at no other time", async () => {
  const imports = await importsIn(PROJECT);
  const loaded = ["commands/serve_http.ts", "commands/http_entrance.ts", "server/http/mod.ts"].flatMap((file) => [
    ...loadedWith(file, imports),
  ]);
  assert.ok(loaded.includes("server/http/token_authenticator.ts"));
  assert.deepEqual(loaded.filter((file) => file === "jose" || file.startsWith("server/http/oidc/")), []);
  assert.ok(loadedWith("server/http/oidc/mod.ts", imports).has("jose"));
});

for (
  const [what, file, line] of [
    [
      "the server past the store's public face",
      "server/tools/close_ticket_tool.ts",
      'import "../../store/kv/keys.ts";',
    ],
    ["the client to the server", "client/agent.ts", 'import { serveOnStdio } from "../server/mod.ts";'],
    ["the client to the store, for a type", "client/agent.ts", 'import type { Ticket } from "../store/mod.ts";'],
    ["the store to a command, lazily", "store/desk.ts", 'const { openLog } = await import("../commands/log.ts");'],
    ["the store to MCP", "store/desk.ts", 'import { McpServer } from "@modelcontextprotocol/server";'],
    ["the server to a command, by an export", "server/mod.ts", 'export * from "../commands/version.ts";'],
    ["a folder that has no rule", "plugins/mod.ts", 'import "../store/mod.ts";'],
  ] as const
) {
  Deno.test(`wrongArrows() catches an arrow from ${what}`, () => {
    assert.equal(wrongArrows(importsOf(file, line)).length, 1);
  });
}

Deno.test("wrongArrows() lets the server use the store's public face, and packages", () => {
  const source = `import type {\n  Desk,\n  Ticket,\n} from "../store/mod.ts";\nimport * as z from "zod";\n`;
  assert.equal(importsOf("server/caller.ts", source).length, 2);
  assert.deepEqual(wrongArrows(importsOf("server/caller.ts", source)), []);
});

Deno.test("importsOf() takes no example in a comment for an import", () => {
  assert.deepEqual(
    importsOf("store/desk.ts", '/**\n * import "../server/mod.ts";\n */\n// import "../client/agent.ts";\n'),
    [],
  );
});

Deno.test("findCircle() finds a circle of any length", () => {
  const imports = [
    ...importsOf("store/a.ts", 'import "./b.ts";'),
    ...importsOf("store/b.ts", 'import "./c.ts";'),
    ...importsOf("store/c.ts", 'import "./a.ts";'),
  ];
  assert.deepEqual(findCircle(imports), ["store/a.ts", "store/b.ts", "store/c.ts", "store/a.ts"]);
  assert.deepEqual(findCircle(imports.slice(1)), []);
});
