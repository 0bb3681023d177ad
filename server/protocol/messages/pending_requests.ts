/** Requests of a client that have no response yet, and their cancellation (MCP, basic/utilities/cancellation). */

import type {
  JSONRPCMessage,
  JSONRPCRequest,
  MessageExtraInfo,
  RequestId,
  TransportSendOptions,
} from "@modelcontextprotocol/server";

export interface SendOptions extends TransportSendOptions {
  /** The response to the related request follows at once. */
  responseFollows?: boolean;
}

/** Collects what the server sends for the requests that came together: in one HTTP request, or in one batch. */
export interface Reply {
  /** @param responseFollows The response to the same request follows at once. */
  send(message: JSONRPCMessage, responseFollows?: boolean): void;
  /** A request was cancelled: it gets no response. */
  drop(): void;
}

/** A request that has no response yet. */
export class PendingRequest {
  next: PendingRequest | undefined;
  /** The SDK's server has it. */
  isDelivered = false;
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

  cancel(): void {
    this.#isCancelled = true;
    this.#controller?.abort();
  }
}

/**
 * The pending requests of one connection. A client has a few of them, so this is a list and not a map: a map that is filled
 * and emptied all day allocates a new table now and then, and a table in the old generation keeps all later ones alive until
 * the next full collection, with everything in them.
 */
export class PendingRequests {
  #latest: PendingRequest | undefined;
  #idle: PromiseWithResolvers<void> | undefined;

  get(id: RequestId): PendingRequest | undefined {
    let request = this.#latest;
    while (request !== undefined && request.id !== id) request = request.next;
    return request;
  }

  add(request: PendingRequest): void {
    request.next = this.#latest;
    this.#latest = request;
  }

  /** Removes the latest request with this id and returns it. */
  remove(id: RequestId): PendingRequest | undefined {
    let previous: PendingRequest | undefined;
    for (let request = this.#latest; request !== undefined; request = request.next) {
      if (request.id === id) return this.#unlink(request, previous);
      previous = request;
    }
  }

  /** The ids, the latest first. */
  ids(): RequestId[] {
    const ids: RequestId[] = [];
    for (let request = this.#latest; request !== undefined; request = request.next) ids.push(request.id);
    return ids;
  }

  /** Settles when every request has its response. `subscriptions/listen` has none until the client stops listening. */
  whenIdle(): Promise<void> {
    this.#idle ??= Promise.withResolvers();
    this.#checkIdle();
    return this.#idle.promise;
  }

  #unlink(request: PendingRequest, previous: PendingRequest | undefined): PendingRequest {
    if (previous === undefined) this.#latest = request.next;
    else previous.next = request.next;
    request.next = undefined;
    if (this.#idle !== undefined) this.#checkIdle();
    return request;
  }

  #checkIdle(): void {
    let request = this.#latest;
    while (request?.message.method === "subscriptions/listen") request = request.next;
    if (request === undefined) this.#idle?.resolve();
  }
}
