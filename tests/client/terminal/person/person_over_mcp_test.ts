import assert from "node:assert/strict";
import { inputRequired, McpServer, type ServerContext } from "@modelcontextprotocol/server";
import * as z from "zod";
import { Connection } from "../../../../client/connection/connection.ts";
import { PersonRequestHandlers } from "../../../../client/terminal/person/person_request_handlers.ts";
import { createReach } from "../../fake_desk.ts";
import { type Reaction, ScriptedTerminal } from "../scripted_terminal.ts";

const FORM = {
  message: "Which ticket?",
  requestedSchema: {
    type: "object" as const,
    properties: {
      id: { type: "string" as const, minLength: 2, pattern: "^[0-9]+$" },
      urgent: { type: "boolean" as const, default: true },
      tags: { type: "array" as const, items: { anyOf: [{ const: "x", title: "X" }, { const: "y", title: "Y" }] } },
    },
    required: ["id"],
  },
};

for (const protocol of ["handshake", "2026-07-28"] as const) {
  Deno.test(`a person fills in a server's form over ${protocol}`, async () => {
    const { answer, terminal } = await ask("form", protocol, ["4x", "7", "42", "=yes", ["y"], "a"]);
    assert.deepEqual(answer, { action: "accept", content: { id: "42", urgent: true, tags: ["y"] } });
    assert.match(terminal.text, /id must match the pattern.*id is too short/s);
  });

  Deno.test(`a person opens a server's page over ${protocol}`, async () => {
    const { answer, opened } = await ask("page", protocol, ["o"]);
    assert.deepEqual([answer, opened], [{ action: "accept" }, ["https://desk.example/sign-in"]]);
  });

  Deno.test(`a person declines a server's page over ${protocol}`, async () => {
    const { answer, opened } = await ask("page", protocol, ["d"]);
    assert.deepEqual([answer, opened], [{ action: "decline" }, []]);
  });
}

/** Sends a server's request to a person, and returns the result. */
async function ask(tool: "form" | "page", protocol: "handshake" | "2026-07-28", reactions: Reaction[]) {
  const terminal = new ScriptedTerminal(...reactions);
  const opened: string[] = [];
  const answers = new PersonRequestHandlers({
    server: "asking",
    terminal,
    fallback: { sample: () => Promise.reject(new Error("not supported")), roots: () => Promise.resolve([]) },
    open: (url) => (opened.push(url.href), Promise.resolve(true)),
  });
  const host = { name: "test-host", version: "1.0.0", protocol, handlers: answers };
  const connection = await Connection.open("asking", createReach(askingServer), host);
  try {
    const { content } = await connection.call(tool, {});
    const [block] = content;
    assert.equal(block?.type, "text");
    return { answer: JSON.parse(block.type === "text" ? block.text : ""), terminal, opened };
  } finally {
    await connection.close();
  }
}

/** Returns the result of its request as text. */
function askingServer(): McpServer {
  const mcp = new McpServer({ name: "asking", version: "1.0.0" });
  const tool = (name: string, question: ReturnType<typeof inputRequired.elicit>) =>
    mcp.registerTool(name, { inputSchema: z.object({}) }, (_input, { mcpReq }: ServerContext) => {
      const answer = mcpReq.inputResponses?.["answer"];
      if (answer === undefined) return inputRequired({ inputRequests: { answer: question } });
      return { content: [{ type: "text", text: JSON.stringify(answer) }] };
    });
  tool("form", inputRequired.elicit(FORM as Parameters<typeof inputRequired.elicit>[0]));
  tool("page", inputRequired.elicitUrl({ message: "Sign in.", url: "https://desk.example/sign-in" }));
  return mcp;
}
