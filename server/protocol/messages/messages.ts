/** Messages of a client (JSON-RPC 2.0, sections 4 to 6): parsing them without the SDK, and requests until their responses. */

import type { JSONRPCMessage, JSONRPCRequest, MessageExtraInfo, RequestId } from "@modelcontextprotocol/server";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { decodeUtf8 } from "../../../base/bytes/decode_utf8.ts";
import { InvalidMessageError, InvalidResponseError, RPC_CODES } from "./errors.ts";
import { checkMessage, createDepthError, isDeeper, MAX_DEPTH, REQUEST_MEMBERS } from "./message_problems.ts";
import type { Members } from "./normalize_message.ts";
import type { Reply } from "./reply.ts";

/** A line over stdio, or a body over HTTP. */
export interface Payload {
  /** An array of messages (MCP 2025-03-26, basic, "Batching"). */
  isBatch: boolean;
  /** Valid messages, and an error for each invalid one, in the order in which they were sent. */
  messages: readonly (JSONRPCMessage | InvalidMessageError)[];
}

const MAX_BATCH_SIZE = 100;

/** Parses a payload that is UTF-8, or should be. */
export function parseBytes(bytes: Uint8Array): Payload {
  let text: string;
  try {
    text = decodeUtf8(bytes);
  } catch {
    return toSingle(createEncodingError(new TextDecoder().decode(bytes)));
  }
  return parsePayload(text);
}

/** Parses a payload. Failures are part of the result, since each of them needs a response. */
export function parsePayload(text: string): Payload {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return toSingle(new InvalidMessageError("The message is not valid JSON.", null, RPC_CODES.parseError));
  }
  if (!Array.isArray(value)) return toSingle(toMessage(value, text));
  if (value.length > 0 && value.length <= MAX_BATCH_SIZE) {
    return { isBatch: true, messages: value.map((item, index) => toMessage(item, text, index)) };
  }
  const reason = `A batch must contain 1 to ${MAX_BATCH_SIZE} messages. This one contains ${value.length}.`;
  return toSingle(new InvalidMessageError(reason, null));
}

/**
 * Rejects a message that is not valid UTF-8.
 *
 * @param text The message with a replacement character for each invalid byte.
 */
export function createEncodingError(text: string): InvalidMessageError {
  const problem = "The message is not valid UTF-8.";
  const { isBatch, messages } = parsePayload(text);
  const message = messages[0]!;
  if (isBatch) return new InvalidMessageError(problem, null, RPC_CODES.parseError);
  if (message instanceof InvalidResponseError) return message;
  if (!(message instanceof InvalidMessageError) && !("method" in message)) {
    return new InvalidResponseError(problem, message.id);
  }
  return new InvalidMessageError(problem, "id" in message ? message.id : null, RPC_CODES.parseError);
}

function toSingle(message: JSONRPCMessage | InvalidMessageError): Payload {
  return { isBatch: false, messages: [message] };
}

function toMessage(value: unknown, text: string, index?: number): JSONRPCMessage | InvalidMessageError {
  if (text.length > 2 * MAX_DEPTH && isDeeper(value, MAX_DEPTH)) return createDepthError(value, text, index);
  return isStrictRequest(value) ? value : checkMessage(value, text, index);
}

/** Checks that a value is a valid request or notification with nothing to normalize, as nearly all are. */
function isStrictRequest(value: unknown): value is JSONRPCMessage {
  if (!isPlainObject(value) || !hasOnlyMembers(value, REQUEST_MEMBERS)) return false;
  const { jsonrpc, id, method, params } = value;
  if (jsonrpc !== "2.0" || typeof method !== "string" || method === "prompts/get") return false;
  if (id !== undefined && typeof id !== "string" && !Number.isSafeInteger(id)) return false;
  return params === undefined || hasStrictParameters(params);
}

function hasStrictParameters(params: unknown): boolean {
  if (!isPlainObject(params)) return false;
  const { _meta, arguments: input } = params;
  return _meta === undefined &&
    (input === undefined || isPlainObject(input) && !Object.hasOwn(input, "__proto__"));
}

/** Checks that a message is a request, and not a notification or a response. */
export function isRequest(message: JSONRPCMessage): message is JSONRPCRequest {
  return "method" in message && "id" in message;
}

/** Checks that an object has no other members than these. The loop allocates nothing: this runs for every message. */
export function hasOnlyMembers(members: Readonly<Members>, names: ReadonlySet<string>): boolean {
  for (const name in members) if (!names.has(name)) return false;
  return true;
}

/** Checks that a message has a response. */
export function needsResponse(message: JSONRPCMessage | InvalidMessageError): boolean {
  return message instanceof InvalidMessageError ? message.id !== undefined : isRequest(message);
}

/** A request that has no response yet. */
export class PendingRequest {
  /** The SDK's server has it. */
  isDelivered = false;
  /** It is a `subscriptions/listen` that was acknowledged. Its response comes when the client stops listening. */
  isListening = false;
  /** The neighbours in {@linkcode PendingRequests}: the requests before and after it. */
  earlier: PendingRequest | undefined;
  later: PendingRequest | undefined;
  #isCancelled = false;
  #controller: AbortController | undefined;

  constructor(
    readonly message: JSONRPCRequest,
    readonly reply?: Reply | undefined,
    readonly extra?: MessageExtraInfo | undefined,
  ) {}

  get id(): RequestId {
    return this.message.id;
  }

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** Aborted when the request is cancelled, or was before. Made on first use: few tools look at it, and it is expensive. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isCancelled) this.#controller.abort();
    return this.#controller.signal;
  }

  /** Cancels it (MCP, basic/utilities/cancellation). */
  cancel(): void {
    this.#isCancelled = true;
    this.#controller?.abort();
  }
}

/** The requests that a connection works on at once. */
const MAX_AT_ONCE = 100;

/**
 * The requests of a connection that have no response yet. There are a few of them, so they form a list and not a map: a map
 * that is filled and emptied all day allocates a new table from time to time, and a table in the old generation keeps all later
 * ones alive until the next full collection, with everything in them.
 */
export class PendingRequests {
  /** The latest one, which leads to the others. */
  #latest: PendingRequest | undefined;
  #idle: PromiseWithResolvers<void> | undefined;
  #size = 0;
  #room: PromiseWithResolvers<void> | undefined;

  /** @param onCrowded Called when there are more than {@linkcode MAX_AT_ONCE}, with a promise that resolves when there is room for the next one. */
  constructor(private readonly onCrowded?: (room: Promise<void>) => void) {}

  /** The latest one; undefined if there is none. */
  get latest(): PendingRequest | undefined {
    return this.#latest;
  }

  /** Adds a request, which becomes the latest. */
  add(request: PendingRequest): void {
    request.earlier = this.#latest;
    if (this.#latest !== undefined) this.#latest.later = request;
    this.#latest = request;
    if (++this.#size > MAX_AT_ONCE) this.onCrowded?.((this.#room ??= Promise.withResolvers()).promise);
  }

  /** Finds the latest request with an id. */
  find(id: RequestId): PendingRequest | undefined {
    let request = this.#latest;
    while (request !== undefined && request.id !== id) request = request.earlier;
    return request;
  }

  /** Removes a request. @returns False if it was removed before. */
  remove(request: PendingRequest): boolean {
    const { earlier, later } = request;
    if (later === undefined && request !== this.#latest) return false;
    if (later === undefined) this.#latest = earlier;
    else later.earlier = earlier;
    if (earlier !== undefined) earlier.later = later;
    this.#size--;
    if (this.#room !== undefined && this.#size <= MAX_AT_ONCE) this.#makeRoom();
    request.earlier = request.later = undefined; // an old one must not keep young ones alive
    if (this.#idle !== undefined) this.#checkIdle();
    return true;
  }

  /** Notes that the `subscriptions/listen` with an id was acknowledged. */
  markListening(id: RequestId): void {
    const request = this.find(id);
    if (request === undefined) return;
    request.isListening = true;
    if (this.#idle !== undefined) this.#checkIdle();
  }

  /** Settles when every request has its response. For `subscriptions/listen`, the acknowledgement is enough. */
  whenIdle(): Promise<void> {
    this.#idle ??= Promise.withResolvers();
    this.#checkIdle();
    return this.#idle.promise;
  }

  #makeRoom(): void {
    this.#room?.resolve();
    this.#room = undefined;
  }

  #checkIdle(): void {
    let request = this.#latest;
    while (request?.isListening) request = request.earlier;
    if (request === undefined) this.#idle?.resolve();
  }
}
