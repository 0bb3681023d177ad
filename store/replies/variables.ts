/** The variables of saved replies, such as `{{customer.name}}`. */

import { findNearestMatch } from "../search/query/mod.ts";

export const REPLY_VARIABLES = ["customer.name", "customer.email", "ticket.id", "ticket.subject", "user.name"] as const;
export type ReplyVariable = (typeof REPLY_VARIABLES)[number];

const VARIABLE = /\{\{([^{}]*)\}\}/g;

/** Describes the first wrong variable of a text, such as `has the unknown variable {{user.nam}}`; undefined if none is. */
export function findVariableProblem(text: string): string | undefined {
  for (const [, name] of text.matchAll(VARIABLE)) if (!isVariable(name!.trim())) return describeUnknown(name!.trim());
  return text.replaceAll(VARIABLE, "").includes("{{")
    ? "has {{ without }}: a variable looks like {{customer.name}}"
    : undefined;
}

/** Lists the variables of a valid text. */
export function listVariables(text: string): Set<ReplyVariable> {
  return new Set(text.matchAll(VARIABLE).map(([, name]) => name!.trim() as ReplyVariable));
}

/** Replaces the variables of a valid text. Values are inserted as they are, even if they look like variables. */
export function fillVariables(text: string, values: Readonly<Partial<Record<ReplyVariable, string>>>): string {
  return text.replaceAll(VARIABLE, (variable, name: string) => values[name.trim() as ReplyVariable] ?? variable);
}

function isVariable(name: string): name is ReplyVariable {
  return REPLY_VARIABLES.includes(name as ReplyVariable);
}

function describeUnknown(name: string): string {
  const meant = findNearestMatch(name, REPLY_VARIABLES);
  const hint = meant === undefined ? "" : ` (did you mean {{${meant}}}?)`;
  const all = REPLY_VARIABLES.map((name) => `{{${name}}}`).join(", ");
  return `has the unknown variable {{${name.slice(0, 100)}}}${hint}. Variables: ${all}`;
}
