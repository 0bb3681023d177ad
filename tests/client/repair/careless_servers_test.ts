/** Real connections to a server that writes MCP carelessly, over standard input and output, and over HTTP. */

import assert from "node:assert/strict";
import { Connection } from "../../../client/connection/connection.ts";
import { createHttpSource } from "../../../client/configuration/http_source.ts";
import { createProcessSource, type ServerSource } from "../../../client/configuration/server_source.ts";
import { filterEvents, listOutcomes, runAgent } from "../agent/agent_run.ts";
import { getAllText } from "../agent/scripted_model.ts";
import { CapturedScreen, createOptions } from "../connection_options.ts";
import { respondCarelessly } from "../careless_server.ts";
import { neverAborted, serverCommand } from "../processes.ts";

const USABLE = ["look", "untyped", "missing_schema", "dangling", "list_output", "odd_hints"];

for (const transport of ["standard input and output", "HTTP"] as const) {
  Deno.test(`one bad tool of a careless server costs that tool only, over ${transport}`, async () => {
    await withCarelessServer(transport, async (source) => {
      const script = [{ calls: USABLE.map((tool) => [tool, {}] as const) }, { text: "Done." }];
      const { report, events, model } = await runAgent(script, { servers: [source] });
      assert.equal(report.reason, "finished");
      const offered = model.asked[0]!.tools.map(({ name }) => name);
      assert.deepEqual(offered.slice(0, USABLE.length), USABLE);
      assert.deepEqual(listOutcomes(events), USABLE.map((tool) => `${tool}: done`));
      const [change] = filterEvents("server", events);
      assert.match(change!.message, /wrong_schema \(inputSchema\.type: .*\), number 8 \(name: .*\), number 9 \(not an/);
      const words = getAllText(model.asked[1]!);
      for (const text of ["just a text", "a single block", "dangling but fine", "[1,2]", "no hints"]) {
        assert.ok(words.includes(text), text);
      }
    });
  });

  Deno.test(`contents of unknown types do not fail a result, over ${transport}`, async () => {
    await withConnection(transport, async (connection) => {
      assert.deepEqual((await connection.call("look", {})).content.map((block) => "text" in block && block.text), [
        "It is sunny.",
        "[video, video/mp4: cannot be shown here]",
        "*warm*",
        "[image, image/png: cannot be shown here]",
      ]);
      const messages = await connection.prompt("greet", {});
      const texts = messages.map(({ content }) => content.type === "text" ? content.text : content.type);
      assert.deepEqual(texts, ["Hi", "[poem: cannot be shown here]"]);
    });
  });

  Deno.test(`lists of resources and prompts lose only their bad items, over ${transport}`, async () => {
    await withConnection(transport, async (connection) => {
      assert.deepEqual((await connection.resources()).map(({ uri }) => uri), ["a:1"]);
      assert.deepEqual(await connection.resourceTemplates(), []);
      assert.deepEqual((await connection.prompts()).map(({ name }) => name), ["greet"]);
      const texts = (await connection.read("a:1")).map((content) => "text" in content && content.text);
      assert.deepEqual(texts, ["one", "[a/b: cannot be shown here]"]);
      assert.equal(connection.instructions, undefined);
    });
  });
}

type Transport = "standard input and output" | "HTTP";

async function withConnection(transport: Transport, work: (connection: Connection) => Promise<void>): Promise<void> {
  await withCarelessServer(transport, async (source) => {
    const open = () => source.openTransport(neverAborted());
    const connection = await Connection.open("careless", open, createOptions(new CapturedScreen()));
    try {
      await work(connection);
    } finally {
      await connection.close();
    }
  });
}

async function withCarelessServer(transport: Transport, work: (source: ServerSource) => Promise<void>): Promise<void> {
  if (transport !== "HTTP") return await work(createProcessSource(serverCommand("careless")));
  const ending = new AbortController();
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {}, signal: ending.signal },
    async (request) => {
      if (request.method !== "POST") return new Response(null, { status: 405 });
      const response = respondCarelessly(await request.json());
      return response === undefined ? new Response(null, { status: 202 }) : Response.json(response);
    },
  );
  await work(createHttpSource(`http://127.0.0.1:${server.addr.port}/mcp`, {}, "careless"));
  ending.abort();
  await server.finished;
}
