/** Explains invalid parameters in a sentence. The SDK dumps the issues of its schemas instead, sometimes as -32603. */

import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/server";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import { nameType } from "../../../base/values/type_names.ts";
import { ID_RULE, RPC_CODES, toUriData } from "../messages/mod.ts";

interface Issue {
  path: readonly (string | number)[];
  message: string;
  /** The issues of each alternative. */
  errors?: readonly (readonly Issue[])[];
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

/** Such as "name must be a string", or "name is required". */
function describe({ path, message, errors = [] }: Issue): string {
  const name = (path[0] === "params" ? path.slice(1) : path).join(".") || "params";
  const alternatives = errors.map(([first]) => first?.message ?? "");
  if ([message, ...alternatives].some((text) => text.endsWith("received undefined"))) return `${name} is required`;
  if (name === "ref" && errors.length > 0) return `ref must be ${REFERENCE}`;
  if (name === "requestId") return `requestId ${ID_RULE}`;
  const expected = (errors.length > 0 ? alternatives : [message]).map(toExpected);
  if (!expected.includes(undefined)) return `${name} must be ${expected.join(" or ")}`;
  return `${name} is invalid: ${message}`;
}

const EXPECTED = /^Invalid (?:input|option): expected (?:one of )?("(?:.+)"|\w+)(?:, received .+)?$/;

/** Returns the words for what a schema expects; undefined if it says something else. */
function toExpected(message: string): string | undefined {
  const expected = EXPECTED.exec(message)?.[1];
  if (expected?.startsWith('"') !== true) return expected && nameType(expected);
  const values = expected.slice(1, -1).split('"|"');
  return values.length === 1 ? expected : `one of ${values.join(", ")}`;
}
