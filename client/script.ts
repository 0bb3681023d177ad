/** The article's walk through a desk: look around, close ticket 42, escalate ticket 43. */

import type * as z from "zod";
import {
  closeAnswer,
  customerAnswer,
  escalateAnswer,
  parseAnswer,
  textOfResult,
  textsOfPrompt,
  textsOfResource,
  ticketAnswer,
} from "./desk_answers.ts";
import type { DeskServers } from "./desk_servers.ts";
import type { LastingConnection } from "./lasting_connection.ts";
import type { Screen } from "./screen.ts";
import { ServerFailure } from "./server_failure.ts";
import { Refused, type UseTool, useTool } from "./use_tool.ts";

const TO_CLOSE = "42";
const RESOLUTION = "Hi, we have reset your authentication token and confirmed your login is working again. " +
  "Please reach out if you run into any further issues. — Support Team";
const TO_ESCALATE = "43";
const REASON = "Customer unable to access invoice PDF after multiple attempts.";

/**
 * Runs the script.
 *
 * @param use Uses the tools that write.
 * @returns What tools refused to do, in their own words; empty when all went well.
 * @throws {ServerFailure} When a server fails, or isn't one of a desk of this shape.
 * @throws {AgentFailure} When nobody knows whether a tool that writes has done it.
 */
export async function workThroughTickets(
  { tickets, customers }: DeskServers,
  screen: Screen,
  use: UseTool = useTool,
): Promise<string[]> {
  screen.connected();
  await lookAround(tickets, screen);
  screen.openTickets(await readTexts(tickets, "ticket://list"));
  const ticket = await readTicket(tickets, screen);
  const tier = customers === null ? ticket.account_tier : await lookUpTier(customers, ticket.customer);
  await readPrompt(tickets, tier, screen);
  const refusals = [await closeTicket(tickets, screen, use), await escalateTicket(tickets, screen, use)];
  return refusals.filter((refusal) => refusal !== null);
}

async function lookAround(tickets: LastingConnection, screen: Screen): Promise<void> {
  screen.tools(await tickets.ask((server) => server.tools()));
  screen.resources(await tickets.ask((server) => server.resources()));
  screen.prompts(await tickets.ask((server) => server.prompts()));
}

async function readTexts(tickets: LastingConnection, uri: string): Promise<string[]> {
  return textsOfResource(await tickets.ask((server) => server.read(uri)));
}

async function readTicket(tickets: LastingConnection, screen: Screen): Promise<z.output<typeof ticketAnswer>> {
  const uri = `ticket://${TO_CLOSE}`;
  const texts = await readTexts(tickets, uri);
  screen.ticket(TO_CLOSE, texts);
  return expected(parseAnswer(texts.join("\n"), ticketAnswer), tickets, uri, texts.join("\n"));
}

async function lookUpTier(customers: LastingConnection, email: string): Promise<string> {
  const result = await customers.ask((server) => server.call("get_customer", { email }));
  const answer = customerAnswer.safeParse(result.structuredContent).data;
  return expected(answer, customers, `the customer ${email}`, textOfResult(result)).customer.account_tier;
}

async function readPrompt(tickets: LastingConnection, tier: string, screen: Screen): Promise<void> {
  const args = { ticket_id: TO_CLOSE, account_tier: tier };
  const messages = await tickets.ask((server) => server.prompt("resolution_prompt", args));
  screen.promptTemplate(textsOfPrompt(messages));
}

async function closeTicket(tickets: LastingConnection, screen: Screen, use: UseTool): Promise<string | null> {
  screen.closing(TO_CLOSE);
  const args = { ticket_id: TO_CLOSE, resolution: RESOLUTION };
  const answer = await change(tickets, "close_ticket_tool", args, closeAnswer, use);
  if (!answer.success) return refused(answer.error, screen);
  screen.closed(answer.ticket_id);
  return null;
}

async function escalateTicket(tickets: LastingConnection, screen: Screen, use: UseTool): Promise<string | null> {
  screen.escalating(TO_ESCALATE);
  const args = { ticket_id: TO_ESCALATE, reason: REASON };
  const answer = await change(tickets, "escalate_ticket", args, escalateAnswer, use);
  if (!answer.success) return refused(answer.error, screen);
  screen.escalated(TO_ESCALATE, answer.priority, answer.escalation_note);
  return null;
}

/** Uses a tool that writes; a no to it reads as the tool's own refusal. */
async function change<Schema extends z.ZodType>(
  tickets: LastingConnection,
  tool: string,
  args: Record<string, unknown>,
  schema: Schema,
  use: UseTool,
): Promise<z.output<Schema> | { success: false; error: string }> {
  const result = await use(tickets, tool, args);
  if (result instanceof Refused) return { success: false, error: result.reason };
  const text = textOfResult(result);
  return expected(parseAnswer(text, schema), tickets, `the tool ${tool}`, text);
}

function refused(error: string, screen: Screen): string {
  screen.failed(error);
  return error;
}

/** @throws {ServerFailure} When the answer couldn't be read, with what came instead. */
function expected<Answer>(
  answer: Answer | undefined,
  { server }: LastingConnection,
  wanted: string,
  text: string,
): Answer {
  if (answer !== undefined) return answer;
  throw new ServerFailure(
    server,
    `did not answer as a support desk does when asked for ${wanted}: ${text || "no text"}`,
  );
}
