/** The text that a model gets before it starts. */

import type { AgentServer } from "./servers/mod.ts";
import { UNTRUSTED_TEXT_RULE } from "./untrusted_text.ts";

const HOW_TO_RESOLVE =
  "Look up how similar tickets were solved. If what you can find out solves a ticket, close it with a resolution written " +
  "for its customer. If a person has to decide or act, escalate it with the reason. Leave every other ticket open, with a " +
  "note for the team about what is missing.";

/** The task of a run that was given none. */
export const DEFAULT_TASK =
  `Triage and resolve the open queue. Work through the open tickets, most urgent first. ${HOW_TO_RESOLVE}`;

/** The task of a watch that was given none. */
export const WATCH_TASK =
  "You are on duty while the team is away. Work on the tickets that are listed below as new or changed, most urgent first, " +
  "and change no others. Read each one with its comments and its history first: do not repeat a note, a reply or an " +
  `escalation that is already there. ${HOW_TO_RESOLVE} End with one line for each ticket: what you did, and what is left ` +
  "for a person to do.";

const RULES = `You are a support agent. You work on your own, with the tools of the servers below.

- Read before you change anything, and look up the customer's account where it matters. Never invent facts, names or promises.
- Make calls that do not depend on each other in one step.
- A person may have to approve a tool call. Do not repeat a call that was not approved: do what you can without it.
- When a tool fails, read the reason, then fix the call or continue without it.
- ${UNTRUSTED_TEXT_RULE}
- Messages that start with "[support-mcp]" come from the program that runs you.
- When nothing is left to do, make no more calls. Say in a few sentences what you did, what you left undone, and why.`;

/** Builds the system prompt: the rules, then each server's own instructions. */
export function buildInstructions(servers: readonly AgentServer[]): string {
  return [RULES, ...servers.map(describeServer)].join("\n\n");
}

function describeServer({ name, connection }: AgentServer): string {
  const extras = (["resources", "prompts"] as const).filter((feature) => connection.offers(feature));
  const offers = extras.length === 0 ? "" : `It also has ${extras.join(" and ")}.`;
  return [`## Server "${name}"`, connection.instructions?.trim(), offers].filter(Boolean).join("\n");
}

/** Formats a message from the program itself to the model. */
export function formatNotice(text: string): string {
  return `[support-mcp] ${text}`;
}
