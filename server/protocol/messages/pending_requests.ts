/** The requests of a connection until they have responses. */

import type { JSONRPCRequest, MessageExtraInfo, RequestId } from "@modelcontextprotocol/server";
import type { Reply } from "./reply.ts";

/** A request that has no response yet. */
export class PendingRequest {
  /** The SDK's server has it. */
  isDelivered = false;
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
 * that is filled and emptied all day allocates a new table now and then, and a table in the old generation keeps all later
 * ones alive until the next full collection, with everything in them.
 */
export class PendingRequests {
  /** The latest one, which leads to the others. */
  #latest: PendingRequest | undefined;
  #idle: PromiseWithResolvers<void> | undefined;
  #size = 0;
  #room: PromiseWithResolvers<void> | undefined;

  /** @param onCrowded Called when there are more than {@linkcode MAX_AT_ONCE}, with a promise of room for the next one. */
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

  /** Settles when every request has its response. `subscriptions/listen` has none until the client stops listening. */
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
    while (request?.message.method === "subscriptions/listen") request = request.earlier;
    if (request === undefined) this.#idle?.resolve();
  }
}
