/** The article's script: list everything, close ticket 42, escalate ticket 43. */

import type * as z from "zod";
import {
  closeResultSchema,
  customerResultSchema,
  type DeskServers,
  escalateResultSchema,
  getPromptTexts,
  getResourceTexts,
  getResultText,
  parseJsonAs,
  ticketSchema,
} from "../desk/mod.ts";
import type { ReconnectingConnection } from "../connection/mod.ts";
import type { Screen } from "./screen.ts";
import { ServerError } from "../errors/mod.ts";
import { callTool, type ToolCaller, ToolRefusal } from "./use_tool.ts";

const TICKET_TO_CLOSE = "42";
const RESOLUTION = "Hi, we have reset your authentication token and confirmed your login is working again. " +
  "Please reach out if you run into any further issues. — Support Team";
const TICKET_TO_ESCALATE = "43";
const REASON = "Customer unable to access invoice PDF after multiple attempts.";

/**
 * Runs the script.
 *
 * @param use Calls the tools that write.
 * @returns The refusals of tools, in their own words; empty if all succeeded.
 * @throws {ServerError} If a server fails, or does not behave like a support desk.
 * @throws {AgentError} If the outcome of a write is unknown.
 */
export async function workThroughTickets(
  { tickets, customers }: DeskServers,
  screen: Screen,
  use: ToolCaller = callTool,
): Promise<string[]> {
  screen.connected();
  await showLists(tickets, screen);
  screen.openTickets(await readTexts(tickets, "ticket://list"));
  const ticket = await readTicket(tickets, screen);
  const tier = customers === null ? ticket.account_tier : await lookUpTier(customers, ticket.customer);
  await readPrompt(tickets, tier, screen);
  const refusals = [await closeTicket(tickets, screen, use), await escalateTicket(tickets, screen, use)];
  return refusals.filter((refusal) => refusal !== null);
}

async function showLists(tickets: ReconnectingConnection, screen: Screen): Promise<void> {
  screen.tools(await tickets.request((server) => server.tools()));
  screen.resources(await tickets.request((server) => server.resources()));
  screen.prompts(await tickets.request((server) => server.prompts()));
}

async function readTexts(tickets: ReconnectingConnection, uri: string): Promise<string[]> {
  return getResourceTexts(await tickets.request((server) => server.read(uri)));
}

async function readTicket(tickets: ReconnectingConnection, screen: Screen): Promise<z.output<typeof ticketSchema>> {
  const uri = `ticket://${TICKET_TO_CLOSE}`;
  const texts = await readTexts(tickets, uri);
  screen.ticket(TICKET_TO_CLOSE, texts);
  return requireResult(parseJsonAs(texts.join("\n"), ticketSchema), tickets, `reading ${uri}`, texts.join("\n"));
}

async function lookUpTier(customers: ReconnectingConnection, email: string): Promise<string> {
  const result = await customers.request((server) => server.call("get_customer", { email }));
  const parsed = customerResultSchema.safeParse(result.structuredContent).data;
  return requireResult(parsed, customers, `looking up the customer ${email}`, getResultText(result)).customer
    .account_tier;
}

async function readPrompt(tickets: ReconnectingConnection, tier: string, screen: Screen): Promise<void> {
  const args = { ticket_id: TICKET_TO_CLOSE, account_tier: tier };
  const messages = await tickets.request((server) => server.prompt("resolution_prompt", args));
  screen.promptTemplate(getPromptTexts(messages));
}

async function closeTicket(tickets: ReconnectingConnection, screen: Screen, use: ToolCaller): Promise<string | null> {
  screen.closing(TICKET_TO_CLOSE);
  const args = { ticket_id: TICKET_TO_CLOSE, resolution: RESOLUTION };
  const result = await callWriteTool(tickets, "close_ticket_tool", args, closeResultSchema, use);
  if (!result.success) return showRefusal(result.error, screen);
  screen.closed(result.ticket_id);
  return null;
}

async function escalateTicket(
  tickets: ReconnectingConnection,
  screen: Screen,
  use: ToolCaller,
): Promise<string | null> {
  screen.escalating(TICKET_TO_ESCALATE);
  const args = { ticket_id: TICKET_TO_ESCALATE, reason: REASON };
  const result = await callWriteTool(tickets, "escalate_ticket", args, escalateResultSchema, use);
  if (!result.success) return showRefusal(result.error, screen);
  screen.escalated(TICKET_TO_ESCALATE, result.priority, result.escalation_note);
  return null;
}

/** Calls a tool that writes. Reports a person's refusal like a refusal of the tool. */
async function callWriteTool<Schema extends z.ZodType>(
  tickets: ReconnectingConnection,
  tool: string,
  args: Record<string, unknown>,
  schema: Schema,
  use: ToolCaller,
): Promise<z.output<Schema> | { success: false; error: string }> {
  const result = await use(tickets, tool, args);
  if (result instanceof ToolRefusal) return { success: false, error: result.reason };
  const text = getResultText(result);
  return requireResult(parseJsonAs(text, schema), tickets, `running the tool ${tool}`, text);
}

function showRefusal(error: string, screen: Screen): string {
  screen.failed(error);
  return error;
}

/** @throws {ServerError} If the result could not be parsed, with the text received instead. */
function requireResult<Result>(
  result: Result | undefined,
  { server }: ReconnectingConnection,
  action: string,
  text: string,
): Result {
  if (result !== undefined) return result;
  throw new ServerError(
    server,
    `returned an unexpected result while ${action}: ${text || "no text"}`,
  );
}
