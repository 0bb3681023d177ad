/** What the model is told before it begins. */

import type { AgentServer } from "./servers/mod.ts";
import { UNTRUSTED_TEXT_RULE } from "./untrusted_text.ts";

/** What there is to do when nobody says otherwise. */
export const DEFAULT_TASK =
  "Triage and resolve the open queue. Go through the open tickets, the most urgent first. Where what is known solves a " +
  "ticket, close it with a resolution written for its customer. Where people must decide or act, escalate it with the " +
  "reason. Leave anything else open, with a note for the team about what is missing.";

const RULES = `You are a support agent who works on their own through the tools of the servers below.

- Read before you change, and look a customer's account up where it matters. Never make up facts, names or promises.
- Ask for several things at once where they don't depend on each other.
- A person may be asked before a tool is used. A tool that isn't allowed stays so: do what can be done without it.
- When a tool fails, read why, and mend the call or do without it.
- ${UNTRUSTED_TEXT_RULE}
- Messages that begin with "[support-mcp]" come from the program that you work in.
- When nothing is left to do, call no more tools, and say in a few sentences what you did, what you left, and why.`;

/** The system prompt: the rules, and what each server says of itself. */
export function buildInstructions(servers: readonly AgentServer[]): string {
  return [RULES, ...servers.map(describeServer)].join("\n\n");
}

function describeServer({ name, connection }: AgentServer): string {
  const extras = (["resources", "prompts"] as const).filter((what) => connection.offers(what));
  const offers = extras.length === 0 ? "" : `It also has ${extras.join(" and ")}.`;
  return [`## The server "${name}"`, connection.instructions?.trim(), offers].filter(Boolean).join("\n");
}

/** A message of the program's own to the model. */
export function formatNotice(text: string): string {
  return `[support-mcp] ${text}`;
}
