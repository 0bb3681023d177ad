import assert from "node:assert/strict";
import { findLoaded, parseImports, readImports } from "./import_graph.ts";
import { findCycle, findWrongImports } from "./import_rules.ts";
import { PROJECT } from "./sources.ts";

Deno.test("all imports between parts are allowed", async () => {
  const imports = await readImports(PROJECT);
  assert.ok(imports.some(({ from, to }) => from === "commands/serve.ts" && to === "server/transports/stdio/mod.ts"));
  assert.deepEqual(findWrongImports(imports), []);
});

Deno.test("no files import each other in a cycle", async () => {
  assert.deepEqual(findCycle(await readImports(PROJECT)), []);
});

Deno.test("main.ts loads no package at start-up", async () => {
  const loaded = [...findLoaded("main.ts", await readImports(PROJECT))];
  assert.deepEqual(
    loaded.filter((file) =>
      !/^(main|commands\/(output|pages)\/\w+|base\/text\/(format\/format_integer|invisible|printable))\.ts$/.test(file)
    ),
    [],
  );
});

Deno.test("the command line loads only its library before a command is chosen", async () => {
  const loaded = findLoaded("commands/command_line/mod.ts", await readImports(PROJECT));
  const others = [...loaded].filter((file) =>
    !/^(deno\.json|base\/(network\/address_range|text\/(compare\/count_edits|format\/format_integer|invisible|printable))\.ts|commands\/.*|client\/options\/\w+\.ts|@stricli\/core)$/
      .test(
        file,
      )
  );
  assert.deepEqual(others, []);
});

Deno.test("serve loads no package and no store code before the first responses", async () => {
  const loaded = [...findLoaded("commands/serve.ts", await readImports(PROJECT))];
  assert.ok(loaded.includes("server/protocol/dispatch/dispatcher.ts"));
  assert.deepEqual(loaded.filter((file) => !/^(deno\.json|(base|commands|server)\/.*\.ts)$/.test(file)), []);
});

Deno.test("serving over stdio loads no HTTP code", async () => {
  const imports = await readImports(PROJECT);
  const loaded = ["main.ts", "commands/serve.ts", "server/mod.ts", "server/transports/stdio/mod.ts"].flatMap((file) => [
    ...findLoaded(file, imports),
  ]);
  assert.ok(loaded.includes("server/transports/stdio/stdio_connection.ts"));
  assert.deepEqual(loaded.filter((file) => file.startsWith("server/transports/http/")), []);
});

Deno.test("the code for an issuer's tokens is loaded only with an issuer", async () => {
  const imports = await readImports(PROJECT);
  const loaded = ["commands/http/mod.ts", "server/transports/http/mod.ts"]
    .flatMap((file) => [
      ...findLoaded(file, imports),
    ]);
  assert.ok(loaded.includes("server/transports/http/auth/token_authenticator.ts"));
  assert.deepEqual(
    loaded.filter((file) => file === "jose" || file.startsWith("server/transports/http/auth/oidc/")),
    [],
  );
  assert.ok(findLoaded("server/transports/http/auth/oidc/mod.ts", imports).has("jose"));
});

for (
  const [what, file, line] of [
    [
      "the server past the store's public module",
      "server/definitions/tools/close_ticket_tool.ts",
      'import "../../../store/kv/schema/keys.ts";',
    ],
    ["the client to the server", "client/agent.ts", 'import { serveOnStdio } from "../server/mod.ts";'],
    ["the client to the store, for a type", "client/agent.ts", 'import type { Ticket } from "../store/mod.ts";'],
    ["the store to a command, lazily", "store/desk.ts", 'const { openLog } = await import("../commands/log.ts");'],
    ["the store to MCP", "store/desk.ts", 'import { McpServer } from "@modelcontextprotocol/server";'],
    ["the server to a command, by an export", "server/mod.ts", 'export * from "../commands/version.ts";'],
    ["a folder that has no rule", "plugins/mod.ts", 'import "../store/mod.ts";'],
  ] as const
) {
  Deno.test(`findWrongImports() finds an import from ${what}`, () => {
    assert.equal(findWrongImports(parseImports(file, line)).length, 1);
  });
}

Deno.test("findWrongImports() allows the store's public module and packages", () => {
  const source = `import type {\n  Desk,\n  Ticket,\n} from "../store/mod.ts";\nimport * as z from "zod";\n`;
  assert.equal(parseImports("server/protocol/caller.ts", source).length, 2);
  assert.deepEqual(findWrongImports(parseImports("server/protocol/caller.ts", source)), []);
});

Deno.test("parseImports() ignores examples in comments", () => {
  assert.deepEqual(
    parseImports("store/desk.ts", '/**\n * import "../server/mod.ts";\n */\n// import "../client/agent.ts";\n'),
    [],
  );
});

Deno.test("findCycle() finds a cycle of any length", () => {
  const imports = [
    ...parseImports("store/a.ts", 'import "./b.ts";'),
    ...parseImports("store/b.ts", 'import "./c.ts";'),
    ...parseImports("store/c.ts", 'import "./a.ts";'),
  ];
  assert.deepEqual(findCycle(imports), ["store/a.ts", "store/b.ts", "store/c.ts", "store/a.ts"]);
  assert.deepEqual(findCycle(imports.slice(1)), []);
});
