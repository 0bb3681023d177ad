import assert from "node:assert/strict";
import { InMemoryTransport } from "@modelcontextprotocol/client";
import { inputRequired, McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import * as z from "zod";
import { Connection } from "../../../client/connection/connection.ts";
import { ServerError } from "../../../client/errors/server_error.ts";
import { createReach } from "../fake_desk.ts";
import { CapturedScreen, createOptions } from "../connection_options.ts";

for (const protocol of ["handshake", "2026-07-28"] as const) {
  Deno.test(`Connection handles requests of a server over ${protocol}`, async () => {
    const connection = await Connection.open(
      "curious",
      createReach(createInquiringServer),
      createOptions(new CapturedScreen(), { protocol }),
    );
    const { content } = await connection.call("where_am_i", {});
    assert.deepEqual(content, [{ type: "text", text: "file:///desk" }]);
    await connection.close();
  });

  Deno.test(`Connection reports a server's own error message over ${protocol}`, async () => {
    const connection = await Connection.open(
      "curious",
      createReach(createInquiringServer),
      createOptions(new CapturedScreen(), { protocol }),
    );
    await assert.rejects(
      connection.read("ticket://7"),
      new ServerError("curious", "returned error -32602 while reading ticket://7: Ticket #7 not found."),
    );
    await connection.close();
  });
}

Deno.test("Connection reports that the server closed it", async () => {
  const [near, far] = InMemoryTransport.createLinkedPair();
  far.onmessage = () => void far.close();
  await far.start();
  await assert.rejects(
    Connection.open("shy", () => near, createOptions(new CapturedScreen())),
    new ServerError("shy", "closed the connection while connecting"),
  );
});

Deno.test("Connection.close() is idempotent", async () => {
  const connection = await Connection.open(
    "curious",
    createReach(createInquiringServer),
    createOptions(new CapturedScreen()),
  );
  await connection.close();
  await connection.close();
  await assert.rejects(
    connection.tools(),
    new ServerError("curious", "closed the connection while listing its tools"),
  );
});

/** Creates a server that requests the client's roots and has no tickets. */
function createInquiringServer(): McpServer {
  const mcp = new McpServer({ name: "curious", version: "1.0.0" });
  mcp.registerTool("where_am_i", { inputSchema: z.object({}) }, (_input, { mcpReq }) => {
    const answer = mcpReq.inputResponses?.["roots"];
    if (answer === undefined) return inputRequired({ inputRequests: { roots: inputRequired.listRoots() } });
    const { roots } = z.object({ roots: z.array(z.object({ uri: z.string() })) }).parse(answer);
    return { content: [{ type: "text", text: roots.map(({ uri }) => uri).join() }] };
  });
  mcp.registerResource("A ticket", "ticket://7", {}, () => {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, "Ticket #7 not found.");
  });
  return mcp;
}
