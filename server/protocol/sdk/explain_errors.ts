/** Explains invalid parameters in a sentence. The SDK dumps the issues of its schemas instead, sometimes as -32603. */

import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/server";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import { RPC_CODES, toUriData } from "../messages/mod.ts";

interface Issue {
  path: readonly (string | number)[];
  message: string;
}

const REFERENCE = '{"type":"ref/prompt","name":…} or {"type":"ref/resource","uri":…}';
const DUMP = /^(?:Invalid [\w/]+ request: )?(\[\s*\{[\s\S]*\])$/;

/** Explains the errors that are sent over a transport. */
export function explainErrors(transport: Transport): Transport {
  const send = transport.send.bind(transport);
  transport.send = (message, options) => send("error" in message ? explainError(message) : message, options);
  return transport;
}

const IN_NOTIFICATION = /^Uncaught error in notification handler: Error: /;

/** Explains an error of the SDK about a notification that it could not parse. Other errors stay as they are. */
export function explainNotificationError(error: Error): Error {
  if (!IN_NOTIFICATION.test(error.message)) return error;
  const issues = parseIssues(error.message.replace(IN_NOTIFICATION, ""));
  return issues === undefined ? error : new Error(`Ignored an invalid notification: ${describeAll(issues)}.`);
}

function explainError<Message extends JSONRPCMessage & { error: { message: string } }>(response: Message): Message {
  const issues = parseIssues(response.error.message);
  if (issues === undefined) return shortenName(response);
  const message = `Invalid params: ${describeAll(issues)}.`;
  return { ...response, error: { ...response.error, code: RPC_CODES.invalidParams, message } };
}

/** The SDK repeats names from outside as they are, however long. */
const NAMED = /^(Tool |Prompt |Resource (?:template |URI )?)(.+)( not found| disabled| is invalid)$/s;
const NOT_FOUND = /^(Resource not found: )(.+)()$/s;

function shortenName<Message extends JSONRPCMessage & { error: { message: string; data?: unknown } }>(
  response: Message,
): Message {
  const { error } = response;
  const [, before, name, after] = NAMED.exec(error.message) ?? NOT_FOUND.exec(error.message) ?? [];
  if (name === undefined || toShortLine(name) === name) return response;
  const { data, ...rest } = error;
  const uri = isPlainObject(data) && typeof data.uri === "string" ? toUriData(data.uri) : undefined;
  return { ...response, error: { ...rest, message: `${before}${toShortLine(name)}${after}`, ...uri && { data: uri } } };
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

function describeAll(issues: readonly Issue[]): string {
  return issues.map(describe).join("; ");
}

/** Such as "name: expected string, received number", or "name is required". */
function describe({ path, message }: Issue): string {
  const name = (path[0] === "params" ? path.slice(1) : path).join(".") || "params";
  if (message.endsWith("received undefined")) return `${name} is required`;
  if (name === "ref" && message === "Invalid input") return `ref must be ${REFERENCE}`; // a union names no member
  const reason = message.replace(/^Invalid input: /, "").replace(/^Invalid option: /, "");
  return `${name}: ${reason}`;
}
