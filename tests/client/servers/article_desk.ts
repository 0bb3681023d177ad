/** A server with the article's tools on version 1 of the SDK. Arguments are the IDs of its tickets (default: all). */

// @ts-types="npm:@modelcontextprotocol/sdk@1.32.2/server/mcp"
import { McpServer, ResourceTemplate } from "@modelcontextprotocol/sdk/server/mcp.js";
// @ts-types="npm:@modelcontextprotocol/sdk@1.32.2/server/stdio"
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import * as z from "zod";
import { createArticleTickets } from "../article_tickets.ts";

const tickets = createArticleTickets().filter(({ id }) => Deno.args.length === 0 || Deno.args.includes(id));
const mcp = new McpServer({ name: "support-ticketing-server", version: "1.0.0" });
const find = (id: string) => tickets.find((ticket) => ticket.id === id);
const json = (value: unknown) => ({ content: [{ type: "text" as const, text: JSON.stringify(value) }] });

mcp.registerResource("Open tickets list", "ticket://list", {}, ({ href }) => {
  const lines = tickets.map(({ id, status, subject, customer }) => `#${id} [${status}] ${subject} (${customer})`);
  return { contents: [{ uri: href, text: lines.join("\n") }] };
});

mcp.registerResource("Ticket details", new ResourceTemplate("ticket://{ticket_id}", { list: undefined }), {}, (
  { href },
  { ticket_id },
) => ({ contents: [{ uri: href, text: JSON.stringify(find(String(ticket_id)), null, 2) }] }));

mcp.registerPrompt("resolution_prompt", {
  description: "Generate a resolution message for a support ticket",
  argsSchema: { ticket_id: z.string(), account_tier: z.string() },
}, ({ ticket_id, account_tier }) => {
  const text = `Write about ticket #${ticket_id}.\n\nThe customer's tier is ${account_tier}.`;
  return { messages: [{ role: "user", content: { type: "text", text } }] };
});

mcp.registerTool("close_ticket_tool", {
  description: "Close a support ticket with a resolution message",
  inputSchema: { ticket_id: z.string(), resolution: z.string() },
}, ({ ticket_id }) => json({ success: true, ticket_id }));

mcp.registerTool("escalate_ticket", {
  description: "Escalate a support ticket",
  inputSchema: { ticket_id: z.string(), reason: z.string() },
}, async ({ ticket_id, reason }) => {
  const subject = find(ticket_id)?.subject;
  if (subject === undefined) return json({ success: false, error: `Ticket #${ticket_id} not found.` });
  const { content } = await mcp.server.elicitInput({
    message: `What is #${ticket_id}'s priority?`,
    requestedSchema: { type: "object", properties: { priority: { type: "string" } }, required: ["priority"] },
  });
  const prompt = `Summarise it.\nTicket #${ticket_id}: ${subject}\nReason: ${reason}`;
  const note = await mcp.server.createMessage({
    messages: [{ role: "user", content: { type: "text", text: prompt } }],
    maxTokens: 128,
  });
  const escalation_note = note.content.type === "text" ? note.content.text : "";
  return json({ success: true, ticket_id, priority: content?.priority, escalation_note });
});

await mcp.connect(new StdioServerTransport());
