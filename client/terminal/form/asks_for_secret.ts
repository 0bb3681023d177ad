import type { Field } from "./field.ts";

const SECRET =
  /pass(word|phrase|code)|\bpin\b|secret|credential|api[ _-]?key|private[ _-]?key|access[ _-]?token|auth[ _-]?token|card number|\bcvv\b|\bcvc\b/i;

/**
 * Detects fields that seem to ask for a secret, which servers must not do in a form (MCP, client/elicitation, "Security
 * considerations").
 */
export function asksForSecret({ name, label, type }: Field): boolean {
  return type.kind === "text" && SECRET.test(`${splitWords(name)} ${label}`);
}

/** Splits names such as `accessToken` and `card_number` into words. */
function splitWords(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ");
}
