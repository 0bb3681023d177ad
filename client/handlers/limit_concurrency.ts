import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/client";
import type { RequestHandlers } from "./request_handlers.ts";

/** Requests of one server that may be handled, or wait for a person, at the same time. */
const MAX_PENDING_REQUESTS = 16;

/** Wraps handlers so that a server's requests beyond a limit are rejected. */
export function limitConcurrency(handlers: RequestHandlers): RequestHandlers {
  const { elicit, visit } = handlers;
  const count = new RequestCount();
  return {
    ...elicit && { elicit: (form, signal) => count.run(() => elicit.call(handlers, form, signal)) },
    ...visit && { visit: (page, signal) => count.run(() => visit.call(handlers, page, signal)) },
    sample: (conversation, signal) => count.run(() => handlers.sample(conversation, signal)),
    roots: () => handlers.roots(),
  };
}

class RequestCount {
  #pending = 0;

  async run<Result>(handle: () => Promise<Result>): Promise<Result> {
    if (this.#pending >= MAX_PENDING_REQUESTS) {
      const reason = `Too many pending requests (limit ${MAX_PENDING_REQUESTS}): retry later.`;
      throw new ProtocolError(ProtocolErrorCode.InternalError, reason);
    }
    this.#pending++;
    try {
      return await handle();
    } finally {
      this.#pending--;
    }
  }
}
