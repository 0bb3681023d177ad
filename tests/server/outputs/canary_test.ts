/** Words in every field that outsiders can write, and every output in which a model could read them. */

import assert from "node:assert/strict";
import type { Client } from "@modelcontextprotocol/client";
import { customersServer, deskServer, type ServerDefinition, ticketsServer } from "../../../server/mod.ts";
import type { Desk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { complete, promptText } from "../call.ts";
import { connect, ERAS, WITH_APPS } from "../connect.ts";
import { createCanary, findUnmarked, findUnnamed, listCanaries, listInMarks } from "./find_unmarked.ts";
import { openFullDesk } from "./full_desk.ts";
import { listPromptArguments, listResourceUris, listToolCases, type Targets } from "./output_cases.ts";

/** Words of the team. They must not be marked as a customer's, except in questions and documents, which mix both. */
const TEAM = [
  "customer_notes",
  "assignee",
  "tag",
  "resolution",
  "note_author",
  "note_body",
  "escalation_note",
  "reply_body",
  "article_body",
];
/** Words of a customer. They must not be marked as the team's. */
const CUSTOMER = ["description", "duplicate_description", "sent_reply_author", "sent_reply_body", "file_name"];
const MIXED = /^(export_ticket|list_approvals|get_approval|get_history|get_account_history|get_attachment)/;

/** Fields that no output may lose: otherwise the test would look for nothing. */
const PLANTED = [
  ...CUSTOMER,
  ...["subject", "description", "customer", "customer_name", "external_id", "sent_reply_author", "sent_reply_body"],
  ...["file_name", "media_type", "file_content", "host", "version", "escalation_reason", "escalation_author", ...TEAM],
  ...[
    "asking_host",
    "decider",
    "rejection",
    "asked_name",
    "new_subject",
    "new_tag",
    "query",
    "sampled",
    "claimer",
    "member",
    ...["reply_name", "reply_title", "reply_body", "article_title", "article_body", "article_tag"],
  ],
];

for (const era of ERAS) {
  for (const definition of [ticketsServer, customersServer, deskServer]) {
    Deno.test(`${definition.name} marks the words of people in every output (${definition.title}, ${era})`, async () => {
      const { desk, targets } = await openFullDesk(createCanary, { comments: 6, files: 2, tickets: 4 });
      await using folder = await TemporaryFolder.create();
      const outputs = new Outputs();
      try {
        await using host = await connectHost(definition, desk, era, folder.path, outputs);
        await readContents(host.client, definition, targets, outputs);
        await readTools(host.client, definition, targets, outputs);
        await readContents(host.client, definition, targets, outputs);
        if (definition !== customersServer) {
          await callTool(host.client, "get_ticket", { ticket_id: targets.original }, outputs);
        }
      } finally {
        await desk.close();
      }
      assert.deepEqual(outputs.problems, []);
      if (definition === deskServer) assert.deepEqual(PLANTED.filter((field) => !outputs.has(field)), []);
    });
  }
}

/** Everything that a host got. */
class Outputs {
  readonly problems: string[] = [];
  readonly #seen = new Set<string>();

  has(field: string): boolean {
    return this.#seen.has(createCanary(field));
  }

  /** @param own Words of the caller, which an error may repeat. */
  addText(name: string, text: string, own = ""): void {
    const unmarked = findUnmarked(text).filter((canary) => !own.toLowerCase().includes(canary));
    const [customer, team] = [listInMarks("customer", text), listInMarks("team", text)];
    const wrong = [
      ...MIXED.test(name) ? [] : TEAM.map(createCanary).filter((canary) => customer.includes(canary)),
      ...CUSTOMER.map(createCanary).filter((canary) => team.includes(canary)),
    ];
    this.#add(name, text, [...unmarked, ...wrong.map((canary) => `${canary} has the wrong mark`)]);
  }

  /** Adds a question to a person, who sees quotation marks instead. */
  addQuestion(text: string, own: string): void {
    assert.doesNotMatch(text, /_words/);
    const unquoted = listCanaries(text.replaceAll(/"[^"]*"/g, "")).filter((canary) => !own.includes(canary));
    this.#add("elicitation", text, unquoted);
  }

  addJson(name: string, value: object | undefined): void {
    if (value !== undefined) this.#add(`${name} (JSON)`, JSON.stringify(value), findUnnamed(value));
  }

  #add(name: string, text: string, canaries: readonly string[]): void {
    for (const canary of listCanaries(text)) this.#seen.add(canary);
    this.problems.push(...canaries.map((canary) => `${name}: ${canary}`));
  }
}

/** Connects a host with a person who approves everything, a model, folders and a log. */
function connectHost(
  definition: ServerDefinition,
  desk: Desk,
  era: (typeof ERAS)[number],
  path: string,
  outputs: Outputs,
) {
  return connect({
    ...{ definition, desk, era },
    info: { name: createCanary("host"), version: createCanary("version") },
    client: { capabilities: { elicitation: {}, sampling: {}, roots: {}, ...WITH_APPS } },
    prepare(client) {
      client.setRequestHandler("elicitation/create", ({ params }) => {
        // The address names the account: a person compares it with the change.
        const addresses = `${createCanary("customer")} ${createCanary("erasable")}`;
        outputs.addQuestion(params.message, addresses.toLowerCase());
        const { decision } =
          (params as { requestedSchema: { properties: Record<string, unknown> } }).requestedSchema.properties;
        return { action: "accept", content: decision === undefined ? { priority: "high" } : { decision: "yes" } };
      });
      client.setRequestHandler("sampling/createMessage", ({ params }) => {
        outputs.addText("sampling", (params.messages[0]!.content as { text: string }).text);
        return { role: "assistant", model: "m", content: { type: "text", text: createCanary("sampled") } };
      });
      client.setRequestHandler(
        "roots/list",
        () => ({ roots: [{ uri: `file://${path}`, name: createCanary("root") }] }),
      );
      client.setNotificationHandler("notifications/message", ({ params }) => {
        outputs.addText(`log of ${params.logger}`, String(params.data));
      });
    },
  });
}

async function readTools(
  client: Client,
  definition: ServerDefinition,
  targets: Targets,
  outputs: Outputs,
): Promise<void> {
  const cases = listToolCases(targets);
  const order = Object.keys(cases);
  assert.deepEqual(definition.tools.map(({ name }) => name).filter((name) => !order.includes(name)), [], "no case");
  for (const name of order.filter((name) => definition.tools.some((tool) => tool.name === name))) {
    const failures: boolean[] = [];
    for (const { input, large } of cases[name]!) {
      failures.push(await callTool(client, name, { ...input, ...large }, outputs));
    }
    assert.ok(failures.includes(false), `every call of ${name} failed`);
  }
}

/** @returns True if the tool reports a failure. */
async function callTool(
  client: Client,
  name: string,
  input: Record<string, unknown>,
  outputs: Outputs,
): Promise<boolean> {
  const result = await client.callTool({ name, arguments: input }, {
    onprogress: ({ message = "" }) => outputs.addText(`progress of ${name}`, message),
  });
  const texts = result.content.map((block) => block.type === "text" ? block.text : "").join("\n");
  outputs.addText(name, texts, result.isError ? JSON.stringify(input) : "");
  outputs.addJson(name, result.structuredContent as object | undefined);
  const { success = true } = (result.structuredContent ?? {}) as { success?: boolean };
  return result.isError === true || !success;
}

async function readContents(client: Client, definition: ServerDefinition, targets: Targets, outputs: Outputs) {
  for (const { uri, isListed } of definition.resources) {
    if (isListed === false) continue; // the page has no data
    const { contents } = await client.readResource({
      uri: listResourceUris(targets)[uri] ?? assert.fail(`${uri} has no case`),
    });
    const [content] = contents as { text: string }[];
    // The content of a file comes as it was attached, for people and programs. The tool get_attachment marks it for models.
    if (!uri.includes("/attachments/")) outputs.addText(uri, content!.text);
  }
  for (const { name } of definition.prompts) {
    const args = listPromptArguments(targets)[name] ?? assert.fail(`${name} has no case`);
    outputs.addText(name, await promptText(client, name, args));
  }
  for (const { uri, complete: completions = {} } of definition.resources) {
    for (const variable of Object.keys(completions)) {
      const values = await complete(client, { type: "ref/resource", uri }, variable, "");
      // A host inserts a value unchanged, so that it has no mark. It is an id, an address or the name of a view.
      assert.ok(values.every((value) => /^\d+$|^[^\s@]+@[^\s@]+$|^[a-z\d-]+$/.test(value)), values.join());
    }
  }
}
