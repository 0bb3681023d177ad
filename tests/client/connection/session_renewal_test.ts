/** A server that forgets its sessions, as after a restart: the client starts a new session and sends the request again. */

import assert from "node:assert/strict";
import { createHttpSource } from "../../../client/configuration/http_source.ts";
import { Connection } from "../../../client/connection/connection.ts";
import { until } from "../../until.ts";
import { filterEvents, listOutcomes, runAgent } from "../agent/agent_run.ts";
import { getAllText } from "../agent/scripted_model.ts";
import { createToolServer, READS } from "../agent/tool_server.ts";
import { CapturedScreen, createOptions } from "../connection_options.ts";
import { HttpServer } from "../http_server.ts";
import { neverAborted } from "../processes.ts";

Deno.test("a request in a forgotten session is sent once more at once, and a write is made once", async () => {
  await using desk = new ForgetfulDesk();
  const connection = await desk.connect();
  await connection.call("write", {});
  desk.forget();
  await connection.call("write", {});
  assert.deepEqual([desk.written, desk.sessions.size, connection.isOpen], [2, 2, true]);
  await connection.close();
});

Deno.test("requests at the same time share one new session", async () => {
  await using desk = new ForgetfulDesk();
  const connection = await desk.connect();
  desk.forget();
  const results = await Promise.all(Array.from({ length: 5 }, () => connection.call("look", {})));
  assert.deepEqual(results.map(({ isError }) => isError ?? false), Array(5).fill(false));
  assert.equal(desk.sessions.size, 2);
  await connection.close();
});

Deno.test("a new session reports that the tools may have changed, and its old one closes silently", async () => {
  await using desk = new ForgetfulDesk();
  const connection = await desk.connect();
  const events: string[] = [];
  connection.listener = { toolsChanged: () => events.push("changed"), closed: () => events.push("closed") };
  desk.forget();
  await connection.tools();
  await until(() => events.length > 0, "the change is reported");
  await new Promise((resolve) => setTimeout(resolve, 700)); // the old session closes within half a second
  assert.deepEqual([events, connection.isOpen], [["changed"], true]);
  await connection.close();
});

Deno.test("a request fails as not processed if the server refuses a new session too", async () => {
  await using desk = new ForgetfulDesk();
  const connection = await desk.connect();
  desk.forget();
  desk.refuses = true;
  await assert.rejects(connection.call("write", {}), /no longer knows this session/);
  await until(() => !connection.isOpen, "the connection is closed");
  assert.equal(desk.written, 0);
  await connection.close();
});

Deno.test("an agent goes on without a word when a server has forgotten its session", async () => {
  await using desk = new ForgetfulDesk();
  const servers = [createHttpSource(desk.url, {}, "desk")];
  const view = { show: ({ type }: { type: string }) => void (type === "step" && desk.forget()) };
  const script = [{ calls: [["write", {}]] }, { calls: [["look", {}], ["look", {}]] }, { text: "Done." }] as const;
  const { report, events, model } = await runAgent(script, { servers, view });
  assert.deepEqual(listOutcomes(events), ["write: done", "look: done", "look: done"]);
  assert.deepEqual([report.reason, desk.written, filterEvents("server", events)], ["finished", 1, []]);
  assert.doesNotMatch(getAllText(model.asked.at(-1)!), /unavailable/);
});

/** A desk over HTTP that forgets its sessions on demand. */
class ForgetfulDesk implements AsyncDisposable {
  written = 0;
  /** Refuses all new sessions. */
  refuses = false;
  readonly sessions = new Set<string>();
  readonly #forgotten = new Set<string>();
  readonly #server = new HttpServer(() => this.#createServer(), { guard: (request) => this.#guard(request) });

  get url(): string {
    return this.#server.url;
  }

  connect(): Promise<Connection> {
    const source = createHttpSource(this.url, {});
    return Connection.open("desk", () => source.openTransport(neverAborted()), createOptions(new CapturedScreen()));
  }

  forget(): void {
    for (const session of this.sessions) this.#forgotten.add(session);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }

  #guard(request: Request): Response | undefined {
    const session = request.headers.get("mcp-session-id");
    if (session !== null) this.sessions.add(session);
    const isRefused = session === null ? this.refuses : this.#forgotten.has(session);
    return isRefused ? new Response("no such session", { status: 404 }) : undefined;
  }

  #createServer() {
    return createToolServer({
      look: { annotations: READS, use: () => "all is well" },
      write: { use: () => `${++this.written} written` },
    });
  }
}
