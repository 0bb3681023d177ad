/** An agent on duty: the real program with a scripted model, on the desk of a file and on a server over HTTP. */

import assert from "node:assert/strict";
import type { AgentEvent } from "../../../client/agent/views/events.ts";
import { type Desk, openDesk } from "../../../store/mod.ts";
import { findFreePort } from "../../../scripts/find_free_port.ts";
import { type Asked, ModelEndpoint, type Script } from "../../client/models/model_endpoint.ts";
import { startHttpProgram } from "../http/http_hosts.ts";
import { type RunningProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

type Logged<Type extends AgentEvent["type"]> = Extract<AgentEvent, { type: Type }> & { at: string };

const BY = { kind: "host", name: "test", version: null } as const;
const DONE = { text: "Done." };

Deno.test("agent --watch overdue starts a run when a deadline passes while it waits", async () => {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("desk.db");
  await using desk = await openFilledDesk(db);
  await using endpoint = ModelEndpoint.start(closeWhatIsListed());
  await using agent = startAgent(endpoint, ["--watch", "overdue", "--db", db]);
  await agent.waitForOutput((text) => text.includes('"type":"wait"'));
  const due = new Date(Date.now() + 2_000).toISOString();
  await desk.tickets.update("1", { due_at: due }, { by: BY });
  await agent.waitForOutput((text) => text.includes('"type":"ran"'));
  agent.signal("SIGTERM");
  const { code, stdout } = await agent.waitForExit();
  assert.equal(code, 143);
  const [wake] = filterEvents("wake", stdout);
  assert.deepEqual(wake!.tickets, ["1"]);
  const late = Date.parse(wake!.at) - Date.parse(due);
  assert.ok(late >= 0 && late < 30_000, `the run starts ${late} ms after the deadline, before the next regular check`);
  const { report } = filterEvents("end", stdout)[0]!;
  assert.deepEqual([report.reason, report.closed, report.runs!.length], ["stopped", ["1"], 1]);
  assert.equal((await desk.tickets.get("1")).status, "closed");
});

for (const protocol of ["handshake", "2026-07-28"]) {
  Deno.test(`agent --watch --url continues with a server that restarts, over ${protocol}`, async () => {
    await using folder = await TemporaryFolder.create();
    const db = folder.file("desk.db");
    await using desk = await openFilledDesk(db);
    await using endpoint = ModelEndpoint.start(closeWhatIsListed());
    const flags = ["--http", `127.0.0.1:${findFreePort()}`, "--db", db];
    const server = await startHttpProgram(flags);
    const urls = ["--url", server.url, "--trust", server.url, "--protocol", protocol];
    await using agent = startAgent(endpoint, ["--watch", "waiting", ...urls]);
    await agent.waitForOutput((text) => text.includes('"type":"wait"'));
    await server[Symbol.asyncDispose]();
    await agent.waitForOutput((text) => text.includes('"state":"lost"'));
    await desk.tickets.addComment("1", { kind: "customer", body: "Hello?" }, { by: BY });
    await using _restarted = await startHttpProgram(flags);
    await agent.waitForOutput((text) => text.includes('"state":"back"') && text.includes('"type":"ran"'));
    await desk.tickets.addComment("2", { kind: "customer", body: "Hello?" }, { by: BY });
    await agent.waitForOutput((text) => text.split('"type":"ran"').length > 2);
    agent.signal("SIGINT");
    const { code, stdout } = await agent.waitForExit();
    assert.equal(code, 130);
    assert.deepEqual(filterEvents("wake", stdout).map(({ tickets }) => tickets), [["1"], ["2"]]);
    assert.deepEqual(filterEvents("end", stdout)[0]!.report.closed, ["1", "2"]);
  });
}

/** Closes the tickets that the task lists, and ends. */
function closeWhatIsListed(): Script {
  return ({ messages }: Asked) => {
    const last = messages.at(-1)!;
    if (last.role === "tool") return DONE;
    const text = JSON.stringify(last.content);
    const ids = /since your last run: ([^.]*)\./.exec(text)![1]!.match(/\d+/g)!;
    return { calls: ids.map((ticket_id) => ["close_ticket_tool", { ticket_id, resolution: "Solved." }]) };
  };
}

/** A desk with two tickets that no one waits for. */
async function openFilledDesk(db: string): Promise<Desk & AsyncDisposable> {
  const desk = await openDesk(db);
  await desk.customers.create({ email: "zoe@example.com", name: "Zoe" }, { by: BY });
  for (const subject of ["The bill", "The login"]) {
    const { id } = await desk.tickets.create({ subject, customer: "zoe@example.com" }, { by: BY });
    await desk.tickets.addComment(id, { kind: "reply", body: "We are on it." }, { by: BY });
  }
  return Object.assign(desk, { [Symbol.asyncDispose]: () => desk.close() });
}

function startAgent({ baseUrl }: ModelEndpoint, args: readonly string[]): RunningProgram {
  const model = ["--model", "ollama:stand-in", "--base-url", baseUrl];
  return startProgram(["agent", ...model, "--ask-before", "nothing", "--json", ...args]);
}

function filterEvents<Type extends AgentEvent["type"]>(type: Type, stdout: string): Logged<Type>[] {
  return stdout.trimEnd().split("\n").map((line) => JSON.parse(line)).filter((event) => event.type === type);
}
