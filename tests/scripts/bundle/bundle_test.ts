import assert from "node:assert/strict";
import { join, posix } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type Bundle, bundle, PROJECT } from "../../../scripts/bundle/bundle.ts";
import { shortenMarks } from "../../server/shorten_marks.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

/** Source texts that survive minification, and so show which chunk contains a module. */
const MARKS = {
  serve: "support-ticketing-server",
  agent: "Available tools",
  models: "NoSuchToolError",
  sdk: "is already registered",
  slowValidator: "strict mode: ",
  languagesOfZod: "Input non valido",
  preparedAnswer: '"name":"close_ticket_tool"',
  http: "accepts other machines, but nothing authenticates them",
  signatures: "ERR_JWKS_NO_MATCHING_KEY",
  pages: "support-mcp program",
  resource: "Full details for a single ticket",
  tool: "Close a support ticket with a resolution message",
  otherTool: "Add a comment to a support ticket. Use kind note",
  rareTool: "Erase for good what the desk has about a customer",
  zod: "ZodExactOptional",
  store: "was written by a newer version of support-mcp",
};

/** The same for the parts of the store that are loaded when they are first called. */
const LAZY_PARTS = {
  search: "Each part has matches, but not together.",
  approvals: "This export can only be granted with support-mcp approvals",
  batches: "Not found any more.",
  erasures: "Nothing more was erased. Preview it again.",
  archive: "The settings have no revisions.",
  migrations: "Sorting tickets into queues",
};

Deno.test("bundle() keeps modules that a command does not need out of its chunks", async (t) => {
  await using folder = await TemporaryFolder.create();
  const made = await bundle(folder.path);
  const chunks = await readChunks(folder.path, made);
  const chunkOf = (command: string) => [...chunks.keys()].find((name) => name.startsWith(`${command}-`))!;
  const loads = (entry: string, kinds: readonly RegExp[]) => reachedFrom(entry, kinds, chunks).join("\n");

  await t.step("main.js has no command in it", () => {
    const text = loads(made.main, [STATIC]);
    for (const mark of Object.values(MARKS)) assert.ok(!text.includes(mark), mark);
    assert.ok(text.length < 100_000, "it is loaded for --help too");
  });

  await t.step("serve has the server, neither the agent nor the SDK's slower JSON Schema validator", () => {
    const text = loads(chunkOf("serve"), [STATIC, LAZY]);
    assert.ok(text.includes(MARKS.serve));
    assert.ok(!text.includes(MARKS.agent));
    assert.ok(!text.includes(MARKS.models));
    assert.ok(!text.includes(MARKS.slowValidator));
    assert.ok(!text.includes(MARKS.languagesOfZod));
  });

  await t.step("serve has the answers to a host's first questions, before it loads the server", () => {
    const text = loads(chunkOf("serve"), [STATIC]);
    assert.ok(text.includes(MARKS.preparedAnswer));
    assert.ok(text.length < 168_000, "hosts wait for it"); // three quarters are the list of tools
  });

  await t.step("serve has the answers to plain reads and calls without the SDK", () => {
    assert.ok(loads(chunkOf("load_sdk"), [STATIC]).includes(MARKS.sdk));
    const text = loads(chunkOf("load_fast_path"), [STATIC, LAZY]);
    assert.ok(text.includes("close_ticket_tool"));
    assert.ok(!text.includes(MARKS.sdk));
  });

  await t.step("serve reads resources before it loads tools and schemas", () => {
    const text = loads(chunkOf("load_fast_path"), [STATIC]);
    assert.ok(text.includes(MARKS.resource));
    assert.ok(!text.includes(MARKS.tool));
    assert.ok(!text.includes(MARKS.zod));
    assert.ok(loads(chunkOf("load_fast_path"), [STATIC, LAZY]).includes(MARKS.tool));
  });

  await t.step("serve answers calls in strict form before it loads zod and schemas", () => {
    const text = loads(chunkOf("close_ticket_tool"), [STATIC]);
    assert.ok(text.includes("bindStrictly"));
    assert.ok(!text.includes(MARKS.zod));
    assert.ok(loads(chunkOf("load_fast_path"), [STATIC, LAZY]).includes(MARKS.zod));
  });

  await t.step("serve loads the tool of its first call without the others", () => {
    const text = loads(chunkOf("close_ticket_tool"), [STATIC]);
    assert.ok(text.includes(MARKS.tool));
    for (const mark of [MARKS.otherTool, MARKS.rareTool]) assert.ok(!text.includes(mark), mark);
    const all = loads(chunkOf("load_fast_path"), [STATIC, LAZY]);
    for (const mark of [MARKS.otherTool, MARKS.rareTool]) assert.ok(all.includes(mark), mark);
  });

  await t.step("serve answers calls in any form as it does from source, where nothing is prepared", async () => {
    const importMap = join(folder.path, made.importMap);
    const bundled = await answerCalls(["--no-config", "--import-map", importMap, join(folder.path, made.main)]);
    assert.equal(bundled.length, CALLS.length + 1);
    assert.deepEqual(bundled, await answerCalls([fileURLToPath(new URL("main.ts", PROJECT))]));
  });

  await t.step("serve opens the store without the parts that most servers never use", () => {
    const [store] = [...chunks].find(([, text]) => text.includes(MARKS.store))!;
    for (const [part, mark] of Object.entries(LAZY_PARTS)) {
      assert.ok(!loads(store, [STATIC]).includes(mark), part);
      assert.ok(loads(chunkOf("serve"), [STATIC, LAZY]).includes(mark), part);
    }
  });

  await t.step("every module is in ASCII, which V8 does not copy into its heap", () => {
    for (const [name, text] of chunks) assert.match(text, /^\p{ASCII}*$/u, name);
  });

  await t.step("serve --http loads what checks signatures only for one that has an issuer of tokens", () => {
    const [http] = [...chunks].find(([, text]) => text.includes(MARKS.http))!;
    assert.ok(!loads(http, [STATIC]).includes(MARKS.signatures));
    assert.ok(loads(http, [STATIC, LAZY]).includes(MARKS.signatures));
  });

  await t.step("agent has the agent, not the server", () => {
    const text = loads(chunkOf("agent"), [STATIC, LAZY]);
    assert.ok(text.includes(MARKS.agent));
    assert.ok(!text.includes(MARKS.serve));
  });

  await t.step("agent loads what speaks to models only for one that has a model", () => {
    assert.ok(!loads(chunkOf("agent"), [STATIC]).includes(MARKS.models));
    assert.ok(loads(chunkOf("agent"), [STATIC, LAZY]).includes(MARKS.models));
  });
});

/** Calls in strict form, with defaults, in loose form, and invalid. */
const CALLS: readonly (readonly [name: string, input: Record<string, unknown>])[] = [
  ["close_ticket_tool", { ticket_id: "42", resolution: "Done \u{1F600}" }],
  ["create_ticket", { subject: "New", customer: "alice@example.com", tags: ["a"] }],
  ["get_ticket", { ticket_id: "43" }],
  ["get_ticket", { ticket_id: "#43" }],
  ["get_ticket", { ticket_id: "43", unknown: 1 }],
  ["get_ticket", { ticket_id: "43", comments_limit: 1_000 }],
  ["search_tickets", { query: "nonsense" }],
  ["update_ticket", { ticket_id: "44" }],
  ["update_ticket", { ticket_id: "44", priority: "high" }],
  ["get_attachment", { ticket_id: "44", name: "none.txt" }],
  ["merge_tickets", { ticket_id: "7", undo: true }],
];

/** Calls a server on a new desk, one call after the other. Returns its responses without times and the numbers of marks. */
async function answerCalls(program: readonly string[]): Promise<unknown[]> {
  const messages = [
    { id: 0, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: CLIENT } },
    { method: "notifications/initialized" },
    ...CALLS.map(([name, input], index) => ({
      id: index + 1,
      method: "tools/call",
      params: { name, arguments: input },
    })),
  ];
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--unstable-kv", ...program, "serve", "tickets", "--db", ":memory:", "--demo"],
    ...{ stdin: "piped", stdout: "piped", stderr: "null" } as const,
  }).spawn();
  const writer = server.stdin.getWriter();
  const lines = createInterface({ input: Readable.fromWeb(server.stdout) })[Symbol.asyncIterator]();
  const answers: unknown[] = [];
  for (const message of messages) {
    await writer.write(new TextEncoder().encode(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`));
    while (message.id !== undefined && answers.length <= message.id) {
      const { value, done } = await lines.next();
      assert.ok(!done, "the server ended");
      const answer = JSON.parse(shortenMarks(value).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d+ days/g, "TIME"));
      if (answer.id !== undefined) answers.push(answer);
    }
  }
  await writer.close();
  await server.status;
  return answers;
}

const CLIENT = { name: "host", version: "1" };

const STATIC = /(?:from|import)\s*"(\.\/[^"]+)"/g;
const LAZY = /import\("(\.\/[^"]+)"\)/g;

/** Reads the modules of the bundle by path, with the import map applied. */
async function readChunks(directory: string, { importMap }: Bundle): Promise<Map<string, string>> {
  const { imports } = JSON.parse(await Deno.readTextFile(join(directory, importMap))) as {
    imports: Record<string, string>;
  };
  const chunks = new Map<string, string>();
  for (const folder of ["", "apart", "scripts"]) {
    for await (const { name } of Deno.readDir(join(directory, folder))) {
      if (!name.endsWith(".js")) continue;
      const text = await Deno.readTextFile(join(directory, folder, name));
      const mapped = text.replace(
        /(?<=from\s*|import\s*\(?)"([^".][^"]*)"/g,
        (all, to) => imports[to] ? `"${imports[to]}"` : all,
      );
      chunks.set(posix.join(folder, name), mapped);
    }
  }
  return chunks;
}

/** Joins the texts of a chunk and of everything it imports in these ways, directly or indirectly. */
function reachedFrom(entry: string, kinds: readonly RegExp[], chunks: ReadonlyMap<string, string>): string[] {
  const reached = new Map<string, string>();
  const waiting = [entry];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const text = chunks.get(name);
    if (text === undefined || reached.has(name)) continue;
    reached.set(name, text);
    const folder = posix.dirname(name);
    for (const kind of kinds) {
      for (const [, imported] of text.matchAll(kind)) waiting.push(posix.join(folder, imported!));
    }
  }
  return [...reached.values()];
}
