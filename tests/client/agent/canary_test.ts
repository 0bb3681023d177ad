/** Words in every field that outsiders can write, and everything that the agent's model receives. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { createOwnServers } from "../../../client/configuration/own_program.ts";
import type { ModelRequest } from "../../../client/models/model.ts";
import { deskServer } from "../../../server/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { createCanary, listCanaries } from "../../server/outputs/find_unmarked.ts";
import { openFullDesk } from "../../server/outputs/full_desk.ts";
import {
  listPromptArguments,
  listResourceUris,
  listToolCases,
  type Targets,
} from "../../server/outputs/output_cases.ts";
import { runAgent } from "./agent_run.ts";
import { getAllText, ScriptedModel, type Turn } from "./scripted_model.ts";

const MARK = /<server_text id=(\w{8}) from="[^"]*">\n[^]*?\n<\/server_text \1>/g;
const OWN_MARK = /<(customer|team)_words id=(\w{8})>[^]*?<\/\1_words \2>/g;

Deno.test("an agent's model receives words of people only inside marks, from every tool, resource and prompt", async () => {
  const { calls, work, samplings } = await callEverything();
  const results = work.at(-1)!.messages.filter(({ role }) => role === "tool")
    .map((message) => getAllText({ ...work.at(-1)!, messages: [message] }));
  assert.equal(results.length, calls.length);
  const unmarked = results.flatMap((text, index) =>
    listCanaries(text.replace(MARK, "")).map((canary) => `${calls[index]![0]}: ${canary}`)
  );
  assert.deepEqual(unmarked, []);
  assert.ok(listCanaries(results.join("\n")).length > 40);
  assert.deepEqual(work.flatMap(({ instructions }) => listCanaries(instructions)), []);
  assert.equal(samplings.length, 1);
  assert.deepEqual(samplings.flatMap((request) => listCanaries(getAllText(request).replace(OWN_MARK, ""))), []);
});

/** Runs an agent that makes every call. */
async function callEverything() {
  await using folder = await TemporaryFolder.create();
  const db = join(folder.path, "desk.db");
  const { desk, targets } = await openFullDesk(createCanary, { comments: 3, files: 1, tickets: 4 }, db);
  await desk.close();
  const calls = listCalls(targets);
  const model = new ScriptedModel(({ messages }: ModelRequest): Turn => {
    if (!isTask(messages[0]!.content)) return { text: createCanary("sampled") };
    const step = messages.filter(({ role }) => role === "assistant").length;
    return step < calls.length ? { calls: [calls[step]!] } : { text: "Done." };
  });
  const { report } = await runAgent(model, {
    servers: createOwnServers(["--db", db, "--unattended"]),
    task: TASK,
    limits: { steps: calls.length + 2, tokens: 10_000_000 },
  });
  assert.equal(report.reason, "finished");
  const [work, samplings] = [true, false].map((isWork) =>
    model.asked.filter(({ messages }) => isTask(messages[0]!.content) === isWork)
  ) as [ModelRequest[], ModelRequest[]];
  return { calls, work, samplings };
}

const TASK = "Read everything.";

function isTask(content: unknown): boolean {
  return content === TASK;
}

/** Lists one call for every tool, resource and prompt. */
function listCalls(targets: Targets): (readonly [name: string, input: Record<string, unknown>])[] {
  const [cases, uris] = [listToolCases(targets), listResourceUris(targets)];
  const [own, args] = [new Set(deskServer.tools.map(({ name }) => name)), listPromptArguments(targets)];
  return [
    ["list_resources", { server: "tickets" }],
    ["list_prompts", { server: "tickets" }],
    ...Object.entries(uris).map(([uri, value]) =>
      ["read_resource", { server: uri.split("://")[0] + "s", uri: value }] as const
    ),
    ...Object.entries(args).map(([name, value]) =>
      ["get_prompt", { server: "tickets", name, arguments: value }] as const
    ),
    ...Object.entries(cases).filter(([name]) => own.has(name))
      .flatMap(([name, list]) => list.map(({ input }) => [tool(name), input] as const)),
  ];
}

/** Returns the name by which the model knows a tool that both servers have. */
function tool(name: string): string {
  return ["list_approvals", "get_approval"].includes(name) ? `tickets__${name}` : name;
}
