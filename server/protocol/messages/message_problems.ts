/** Messages that are not in strict form: normalizing them, and explaining what is wrong with them. */

import type { JSONRPCMessage, RequestId } from "@modelcontextprotocol/server";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import { InvalidMessageError, InvalidResponseError } from "./errors.ts";
import { type Members, normalizeMessage } from "./normalize_message.ts";

declare global {
  interface JSON {
    rawJSON(text: string): object;
    // deno-lint-ignore no-explicit-any -- as the other overload
    parse(text: string, reviver: (this: object, key: string, value: any, context: { source: string }) => unknown): any;
  }
}

/**
 * Normalizes and checks a value that was sent as a message.
 *
 * @param text The payload that it is from.
 * @param index Its place in a batch.
 */
export function checkMessage(value: unknown, text: string, index?: number): JSONRPCMessage | InvalidMessageError {
  if (!isPlainObject(value)) return new InvalidMessageError("A message must be a JSON object.", null);
  normalizeMessage(value);
  const problem = findProblem(value);
  if (problem === undefined) return value as JSONRPCMessage;
  return createProblemError(problem, value, text, index);
}

function createProblemError(problem: string, value: Members, text: string, index?: number): InvalidMessageError {
  const isResponse = !("method" in value) && ("result" in value || "error" in value);
  if (!isResponse) return new InvalidMessageError(problem, readId(value, text, index));
  return new InvalidResponseError(problem, isRequestId(value.id) ? value.id : undefined);
}

/** The maximum number of levels of arrays and objects in a message. No tool takes half as many. */
export const MAX_DEPTH = 100;

/** Reports whether a value has more levels of arrays and objects than `depth`. It goes no deeper. */
export function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth === 0) return true;
  const members = Array.isArray(value) ? value : Object.values(value);
  return members.some((member) => isDeeper(member, depth - 1));
}

/** Rejects a message that is nested too deeply. The parameters are the same as those of {@linkcode checkMessage}. */
export function createDepthError(value: unknown, text: string, index?: number): InvalidMessageError {
  const problem = `The message is nested too deeply (limit ${MAX_DEPTH} levels).`;
  if (!isPlainObject(value)) return new InvalidMessageError(problem, null);
  return createProblemError(problem, value, text, index);
}

/** Explains why a message is invalid. The SDK accepts the same messages, but for what {@linkcode normalizeMessage} removes. */
function findProblem(message: Members): string | undefined {
  if (message.jsonrpc !== "2.0") return 'jsonrpc must be "2.0".';
  if ("method" in message) return findRequestProblem(message);
  if ("result" in message) return findResultProblem(message);
  if ("error" in message) return findErrorProblem(message);
  return "A message must have a method, a result or an error.";
}

/** The members of a request or notification. */
export const REQUEST_MEMBERS: ReadonlySet<string> = new Set(["jsonrpc", "id", "method", "params"]);

function findRequestProblem(message: Members): string | undefined {
  if (typeof message.method !== "string") return "method must be a string.";
  if ("id" in message && !isRequestId(message.id)) return ID_PROBLEM;
  if ("params" in message) {
    const problem = findParamsProblem(message.params);
    if (problem !== undefined) return problem;
  }
  return findUnknownMember(message, REQUEST_MEMBERS);
}

/** JSON-RPC also has parameters by position; MCP doesn't. */
function findParamsProblem(params: unknown): string | undefined {
  if (!isPlainObject(params)) return "params must be an object.";
  const { _meta } = params;
  if (_meta === undefined) return undefined;
  if (!isPlainObject(_meta)) return "params._meta must be an object.";
  if (_meta.progressToken !== undefined && !isRequestId(_meta.progressToken)) {
    return `params._meta.progressToken ${ID_RULE}.`;
  }
  const task = _meta[RELATED_TASK];
  if (task !== undefined && !(isPlainObject(task) && typeof task.taskId === "string")) {
    return `params._meta["${RELATED_TASK}"] must have a taskId.`;
  }
}

const RELATED_TASK = "io.modelcontextprotocol/related-task";

const RESULT_MEMBERS = new Set(["jsonrpc", "id", "result"]);

function findResultProblem(message: Members): string | undefined {
  const { id, result } = message;
  if (!isRequestId(id)) return ID_PROBLEM;
  if ("error" in message) return "A response must have a result or an error, not both.";
  if (!isPlainObject(result)) return "result must be an object.";
  if (result._meta !== undefined && !isPlainObject(result._meta)) return "result._meta must be an object.";
  return findUnknownMember(message, RESULT_MEMBERS);
}

const ERROR_MEMBERS = new Set(["jsonrpc", "id", "error"]);

function findErrorProblem(message: Members): string | undefined {
  const { id, error } = message;
  if (id !== undefined && !isRequestId(id)) return ID_PROBLEM;
  if (!isPlainObject(error) || !Number.isSafeInteger(error.code) || typeof error.message !== "string") {
    return "error must have an integer code and a message.";
  }
  return findUnknownMember(message, ERROR_MEMBERS);
}

/**
 * MCP allows strings and integers (schema, "RequestId"). Larger integers than these lose digits when they are parsed, so two
 * of them could become one.
 */
export const ID_RULE = `must be a string or an integer of at most ${Number.MAX_SAFE_INTEGER}`;
const ID_PROBLEM = `id ${ID_RULE}.`;

function findUnknownMember(message: Members, known: ReadonlySet<string>): string | undefined {
  const unknown = Object.keys(message).find((name) => !known.has(name));
  return unknown === undefined ? undefined : `Unknown member "${toShortLine(unknown)}".`;
}

/** Checks that a value is a valid id of a request, or a progress token. */
export function isRequestId(id: unknown): id is RequestId {
  return typeof id === "string" || Number.isSafeInteger(id);
}

/** The id exactly as it was sent, even if it is an invalid number: its sender can match the error with its request. */
function readId({ id }: Members, text: string, index?: number): unknown {
  if (isRequestId(id)) return id;
  if (typeof id !== "number") return null;
  try {
    return readNumericId(text, index);
  } catch {
    return null; // nested too deeply for a reviver
  }
}

function readNumericId(text: string, index?: number): unknown {
  const sources = new Map<unknown, string>();
  const value = JSON.parse(text, function (key, value, { source }) {
    if (key === "id" && typeof value === "number") sources.set(this, source);
    return value;
  });
  return JSON.rawJSON(sources.get(index === undefined ? value : value[index])!);
}
