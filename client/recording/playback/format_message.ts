import type { ModelRequest } from "../../models/mod.ts";
import type { Entry } from "../format/mod.ts";

/** Length limit of a message, in UTF-16 code units. */
const MAX_MESSAGE_LENGTH = 200;

/**
 * Formats a message to or from a server or a model as one line.
 *
 * @param servers The servers' names, by connection number.
 * @returns Undefined for any other entry.
 */
export function formatMessage(entry: Entry, servers: ReadonlyMap<number, string>): string | undefined {
  switch (entry.kind) {
    case "opened":
      return `⇢ ${entry.server}: connection ${entry.connection}`;
    case "closed":
      return `⇠ ${servers.get(entry.connection)}: connection ${entry.connection} closed`;
    case "unreachable":
      return `⇠ ${entry.server}: ${entry.happened}`;
    case "message":
      return `${entry.from === "client" ? "→" : "←"} ${servers.get(entry.connection)}: ${truncate(entry.message)}`;
    case "unsent":
      return `⇠ ${servers.get(entry.connection)}: not sent: ${entry.message}`;
    case "model request":
      return `→ ${entry.model}: ${truncate(getLastMessage(entry.body))}`;
    case "model answer":
      return `← model: ${truncate(entry.body.messages)}`;
    case "model failure":
      return `← model: ${entry.message}`;
    case "model abandoned":
      return "← model: (abandoned)";
  }
}

/** Returns the last message: a request repeats the whole conversation. */
function getLastMessage({ messages }: ModelRequest): unknown {
  return messages.at(-1);
}

function truncate(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH)}… (${text.length} characters)` : text;
}
