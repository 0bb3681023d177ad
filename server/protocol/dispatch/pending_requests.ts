import type { RequestId } from "@modelcontextprotocol/server";
import type { PendingRequest } from "../messages/mod.ts";

/** The requests of a connection that have no response yet, as the linked list that {@linkcode PendingRequest} describes. */
export class PendingRequests {
  /** The latest one, which leads to the others. */
  #latest: PendingRequest | undefined;
  #idle: PromiseWithResolvers<void> | undefined;

  /** The latest one; undefined if there is none. */
  get latest(): PendingRequest | undefined {
    return this.#latest;
  }

  /** @param request Its `next` must be {@linkcode latest}. */
  add(request: PendingRequest): void {
    this.#latest = request;
  }

  /** Finds the latest request with an id. */
  find(id: RequestId): PendingRequest | undefined {
    let request = this.#latest;
    while (request !== undefined && request.id !== id) request = request.next;
    return request;
  }

  /** Removes the latest request with an id. */
  remove(id: RequestId): PendingRequest | undefined {
    let previous: PendingRequest | undefined;
    let request = this.#latest;
    for (; request !== undefined && request.id !== id; request = request.next) previous = request;
    if (request === undefined) return undefined;
    if (previous === undefined) this.#latest = request.next;
    else previous.next = request.next;
    request.next = undefined;
    if (this.#idle !== undefined) this.#checkIdle();
    return request;
  }

  /** Settles when every request has its response. `subscriptions/listen` has none until the client stops listening. */
  whenIdle(): Promise<void> {
    this.#idle ??= Promise.withResolvers();
    this.#checkIdle();
    return this.#idle.promise;
  }

  #checkIdle(): void {
    let request = this.#latest;
    while (request?.message.method === "subscriptions/listen") request = request.next;
    if (request === undefined) this.#idle?.resolve();
  }
}
