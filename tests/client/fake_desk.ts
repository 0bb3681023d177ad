/** In-memory servers with the article's tools, on the SDK that supports every revision of MCP. */

import { InMemoryTransport } from "@modelcontextprotocol/client";
import { inputRequired, McpServer, ResourceTemplate, type ServerContext } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import * as z from "zod";
import type { ConnectionOptions } from "../../client/connection/connection.ts";
import type { DiagnosableTransport } from "../../client/transports/diagnosis.ts";
import { ReconnectingConnection } from "../../client/connection/reconnecting_connection.ts";
import type { FakeTicket } from "./article_tickets.ts";
import { createContext } from "./connection_options.ts";

/** Serves in this process. Each call opens a new connection. */
export function createReach(server: () => McpServer): () => DiagnosableTransport {
  return () => {
    const [near, far] = InMemoryTransport.createLinkedPair();
    serveStdio(server, { transport: far });
    return near;
  };
}

/** Connects to such a server without reconnection. */
export function connect(
  name: string,
  server: () => McpServer,
  host: ConnectionOptions,
): Promise<ReconnectingConnection> {
  const source = {
    name,
    marksUntrustedText: false,
    isTrusted: false,
    onDisconnect: "leave" as const,
    openTransport: createReach(server),
  };
  return ReconnectingConnection.open(source, host, createContext());
}

/** Creates the tickets server. */
export function createTicketsServer(tickets: FakeTicket[]): McpServer {
  const mcp = new McpServer({ name: "support-ticketing-server", version: "1.0.0" });
  const find = (id: string) => tickets.find((ticket) => ticket.id === id);

  mcp.registerResource("Open tickets list", "ticket://list", {}, ({ href }) => {
    const open = tickets.filter(({ status }) => status === "open");
    const lines = open.map(({ id, status, subject, customer }) => `#${id} [${status}] ${subject} (${customer})`);
    return { contents: [{ uri: href, text: lines.join("\n") }] };
  });

  const template = new ResourceTemplate("ticket://{ticket_id}", { list: undefined });
  mcp.registerResource("Ticket details", template, {}, ({ href }, { ticket_id }) => {
    const found = find(String(ticket_id));
    const text = found === undefined ? `Ticket #${ticket_id} not found.` : JSON.stringify(found, null, 2);
    return { contents: [{ uri: href, text }] };
  });

  mcp.registerPrompt("resolution_prompt", {
    description: "Generate a resolution message for a support ticket",
    argsSchema: z.object({ ticket_id: z.string(), account_tier: z.string() }),
  }, ({ ticket_id, account_tier }) => {
    const text = `Write about ticket #${ticket_id}.\n\nThe customer's tier is ${account_tier}.`;
    return { messages: [{ role: "user", content: { type: "text", text } }] };
  });

  mcp.registerTool("close_ticket_tool", {
    description: "Close a support ticket with a resolution message",
    inputSchema: z.object({ ticket_id: z.string(), resolution: z.string() }),
  }, ({ ticket_id, resolution }) => {
    const found = find(ticket_id);
    if (found === undefined) return json({ success: false, error: `Ticket #${ticket_id} not found.` });
    Object.assign(found, { status: "closed", resolution });
    return json({ success: true, ticket_id });
  });

  mcp.registerTool("escalate_ticket", {
    description: "Escalate a support ticket",
    inputSchema: z.object({ ticket_id: z.string(), reason: z.string() }),
  }, ({ ticket_id, reason }, context) => {
    const found = find(ticket_id);
    if (found === undefined) return json({ success: false, error: `Ticket #${ticket_id} not found.` });
    return askAndEscalate(found, reason, context);
  });
  return mcp;
}

/** Elicits a priority and then a note. Each response comes with another call; the first is carried as request state. */
function askAndEscalate({ id, subject }: FakeTicket, reason: string, { mcpReq }: ServerContext) {
  const { priority: elicited, note } = mcpReq.inputResponses ?? {};
  if (elicited === undefined && note === undefined) {
    return inputRequired({ inputRequests: { priority: inputRequired.elicit(createPriorityForm(id)) } });
  }
  if (note === undefined) {
    const prompt = `Summarise it.\nTicket #${id}: ${subject}\nReason: ${reason}`;
    const content = { type: "text" as const, text: prompt };
    return inputRequired({
      inputRequests: {
        note: inputRequired.createMessage({ messages: [{ role: "user", content }], maxTokens: 128 }),
      },
      requestState: z.object({ content: z.object({ priority: z.string() }) }).parse(elicited).content.priority,
    });
  }
  const { content: { text } } = z.object({ content: z.object({ text: z.string() }) }).parse(note);
  return json({ success: true, ticket_id: id, priority: mcpReq.requestState<string>(), escalation_note: text });
}

function createPriorityForm(id: string) {
  return {
    message: `What is #${id}'s priority?`,
    requestedSchema: {
      type: "object" as const,
      properties: { priority: { type: "string" as const, enum: ["low", "medium", "high"] } },
      required: ["priority"],
    },
  };
}

/** Creates the customers server, with a tier for each email address. */
export function createCustomersServer(tiers: Record<string, string>): McpServer {
  const mcp = new McpServer({ name: "customer-database-server", version: "1.0.0" });
  mcp.registerTool("get_customer", { inputSchema: z.object({ email: z.string() }) }, ({ email }) => {
    const account_tier = tiers[email];
    if (account_tier === undefined) {
      return { content: [{ type: "text", text: `Customer ${email} not found.` }], isError: true };
    }
    return { ...json({ email }), structuredContent: { customer: { email, account_tier } } };
  });
  return mcp;
}

function json(value: unknown) {
  return { content: [{ type: "text" as const, text: JSON.stringify(value) }] };
}
