/** Explains invalid parameters in a sentence. The SDK dumps the issues of its schemas instead, sometimes as -32603. */

import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/server";
import { isPlainObject } from "../../../base/is_plain_object.ts";
import { RPC_CODES } from "../messages/mod.ts";

interface Issue {
  path: readonly (string | number)[];
  message: string;
}

const DUMP = /^(?:Invalid [\w/]+ request: )?(\[\s*\{[\s\S]*\])$/;

/** Explains the errors that are sent over a transport. */
export function explainErrors(transport: Transport): Transport {
  const send = transport.send.bind(transport);
  transport.send = (message, options) => send("error" in message ? explainError(message) : message, options);
  return transport;
}

function explainError<Message extends JSONRPCMessage & { error: { message: string } }>(response: Message): Message {
  const issues = parseIssues(response.error.message);
  if (issues === undefined) return response;
  const message = `Invalid params: ${issues.map(describe).join("; ")}.`;
  return { ...response, error: { ...response.error, code: RPC_CODES.invalidParams, message } };
}

function parseIssues(text: string): Issue[] | undefined {
  const dump = DUMP.exec(text)?.[1];
  if (dump === undefined) return undefined;
  try {
    const issues: unknown[] = JSON.parse(dump);
    return issues.every(isIssue) ? issues : undefined;
  } catch {
    return undefined; // a message of another kind
  }
}

function isIssue(value: unknown): value is Issue {
  return isPlainObject(value) && Array.isArray(value.path) && typeof value.message === "string";
}

/** Such as "name: expected string, received number". */
function describe({ path, message }: Issue): string {
  const name = (path[0] === "params" ? path.slice(1) : path).join(".") || "params";
  const reason = message.replace(/^Invalid input: /, "").replace(/^Invalid option: /, "");
  return `${name}: ${reason}`;
}
