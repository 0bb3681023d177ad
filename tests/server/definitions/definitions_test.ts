import assert from "node:assert/strict";
import { deskServer, servers } from "../../../server/mod.ts";
import { connect, ERAS, WITH_APPS } from "../connect.ts";
import { schemas } from "../../../server/definitions/validation/mod.ts";

const SOURCES = new URL("../../../server/definitions/", import.meta.url);
const TESTS = new URL("./", import.meta.url);

const definitions = Object.values(servers);
const listed = {
  tools: [...new Set(definitions.flatMap(({ tools }) => tools.map(({ name }) => name)))], // servers share some
  prompts: [...new Set(definitions.flatMap(({ prompts }) => prompts.map(({ name }) => name)))],
};

/** Files that are no definition, and their tests. */
const OTHERS = ["mod", "loaders", "known_answers", "prompt_ticket", "strict_ticket_id"];

async function listFiles(folder: URL, suffix: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.map(({ name }) => name.replace(suffix, "")).filter((name) => !OTHERS.includes(name)).sort();
}

for (const [kind, names] of Object.entries(listed)) {
  Deno.test(`${kind}/ has one file for each of the ${kind}, and one test named after it`, async () => {
    assert.deepEqual(await listFiles(new URL(`${kind}/`, SOURCES), ".ts"), names.toSorted());
    assert.deepEqual(await listFiles(new URL(`${kind}/`, TESTS), "_test.ts"), names.toSorted());
  });
}

Deno.test("resources/ has one file for each of the resources, and one test named after it", async () => {
  const files = await listFiles(new URL("resources/", SOURCES), ".ts");
  assert.equal(files.length, new Set(definitions.flatMap(({ resources }) => resources)).size);
  assert.deepEqual(await listFiles(new URL("resources/", TESTS), "_test.ts"), files);
});

/** Their descriptions are the article's, which the demo prints. */
const ARTICLE = ["close_ticket_tool", "escalate_ticket"];

/** Hosts that show their model structured content drop images. */
const CONTENT_ONLY = ["get_attachment"];

for (const [server, definition] of Object.entries(servers)) {
  Deno.test(`${server} has tools with valid names, titles, descriptions and annotations`, () => {
    for (const { name, title, description, annotations } of definition.tools) {
      assert.match(name, /^[a-z][a-z_]{2,40}$/);
      assert.ok(title.length <= 40, name);
      assert.ok(description.length >= 40 && description.length <= 800, name);
      if (!ARTICLE.includes(name)) {
        assert.match(description, /\bUse (?:it|kind) /, `${name} does not say when to use it`);
        assert.match(description, /\buse [a-z]+_[a-z]+/, `${name} does not say when to use another tool`);
        assert.match(description, /\. Returns [^.]+\./, `${name} does not say what it returns`);
      }
      assert.equal(typeof annotations.openWorldHint, "boolean", name);
      assert.ok(!(annotations.readOnlyHint && annotations.destructiveHint), name);
    }
  });

  for (const era of ERAS) {
    Deno.test(`${server} has flat, typed schemas (${era})`, async () => {
      await using connected = await connect({ definition, era, client: { capabilities: WITH_APPS } });
      const { tools } = await connected.client.listTools();
      assert.equal(tools.length, definition.tools.length);
      for (const tool of tools) {
        assert.doesNotMatch(JSON.stringify(tool), /\$defs|\$ref/, tool.name);
        for (const [argument, schema] of Object.entries(tool.inputSchema.properties ?? {})) {
          assert.equal(typeof (schema as { type?: string }).type, "string", `${tool.name}.${argument} has no type`);
        }
        if (!CONTENT_ONLY.includes(tool.name)) assert.equal(tool.outputSchema?.type, "object", tool.name);
      }
    });
  }
}

/** Hosts with many tools show their model those whose descriptions match its words. */
const SEARCHED = {
  tickets: [
    "support ticket",
    "refund",
    "email",
    "e-mail",
    "issue",
    "attach",
    "screenshot",
    "history",
  ],
  customers: ["customer", "account", "email", "e-mail", "tier", "history"],
};

Deno.test("descriptions contain the words that people search for", () => {
  for (const [server, words] of Object.entries(SEARCHED)) {
    const text = servers[server as keyof typeof SEARCHED].tools.map(({ description }) => description).join(" ");
    assert.deepEqual(words.filter((word) => !text.includes(word)), [], server);
  }
});

/** The tool that gives the same as a resource, for hosts whose model sees no resources. */
const SAME = {
  "ticket://list": "search_tickets",
  "ticket://{ticket_id}": "get_ticket",
  "ticket://{ticket_id}/history": "get_history",
  "ticket://{ticket_id}/attachments/{name}": "get_attachment",
  "article://{id}": "get_article",
  "ticket://view/{name}": "search_tickets",
  "customer://list": "search_customers",
  "customer://{email}": "get_customer",
  "customer://{email}/history": "get_account_history",
};

Deno.test("every resource has a tool that gives the same", () => {
  for (const { resources, tools } of definitions) {
    for (const { uri, isListed } of resources) {
      if (isListed === false) continue; // no host shows it to its model
      const tool = tools.find(({ name }) => name === SAME[uri as keyof typeof SAME]);
      assert.ok(tool?.annotations.readOnlyHint, uri);
      if (uri === "ticket://view/{name}") continue; // the query names the view
      for (const [, variable] of uri.matchAll(/\{(\w+)\}/g)) {
        assert.ok(variable! in tool.inputSchema(schemas).shape, uri);
      }
    }
  }
});

Deno.test("descriptions and instructions mention only tools that exist", () => {
  const texts = definitions.flatMap((
    { instructions, tools },
  ) => [instructions, ...tools.map((tool) => tool.description)]);
  const verbs =
    "close|escalate|search|get|list|ticket|create|add|update|reopen|merge|claim|attach|export|open|decide|save|archive";
  const mentioned = texts.flatMap((text) => text.match(new RegExp(`\\b(?:${verbs})_[a-z_]+`, "g")) ?? []);
  assert.ok(mentioned.length > 20);
  assert.deepEqual(mentioned.filter((name) => !listed.tools.includes(name)), []);
});

Deno.test("prompts require exactly the tools that their texts mention", async () => {
  await using connected = await connect();
  const by = { kind: "system", name: "test", version: null } as const;
  const long = { subject: "Long", customer: "bob@example.com", description: "long ".repeat(2_000) };
  const { id } = await connected.desk.tickets.create(long, { by });
  await connected.desk.settings.change(() => ({ saved_replies: { long: { body: "long ".repeat(4_000) } } }), { by });
  const context = { ...connected.desk, getUserName: () => undefined };
  for (const prompt of deskServer.prompts) {
    const text = await prompt.render(
      { ticket_id: id, ..."name" in prompt.argsSchema(schemas).shape && { name: "long" } },
      context,
    );
    const mentioned = listed.tools.filter((name) => text.includes(name));
    assert.deepEqual(mentioned.toSorted(), [...prompt.requiredTools].sort(), prompt.name);
  }
});
