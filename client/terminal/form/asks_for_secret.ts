import type { Field } from "./field.ts";

const SECRET =
  /pass(word|phrase|code)|\bpin\b|secret|credential|api[ _-]?key|private[ _-]?key|access[ _-]?token|auth[ _-]?token|card number|\bcvv\b|\bcvc\b/i;

/**
 * Whether a field seems to ask for a secret: servers must not ask for one in a form (MCP, client/elicitation, "Security
 * considerations").
 */
export function asksForSecret({ name, label, type }: Field): boolean {
  return type.kind === "text" && SECRET.test(`${splitWords(name)} ${label}`);
}

/** Names are often written as one word: `accessToken`, `card_number`. */
function splitWords(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ");
}
