/** The responses to a batch (MCP 2025-03-26, basic, "Batching"). */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { needsResponse, type Payload } from "./messages.ts";
import type { Reply } from "./reply.ts";

/** Collects the responses to a batch and writes them as one array. Other messages are written at once. */
export class BatchReply implements Reply {
  readonly #responses: JSONRPCMessage[] = [];

  #expected: number;

  constructor(
    messages: Payload["messages"],
    private readonly write: (message: JSONRPCMessage | readonly JSONRPCMessage[]) => void,
  ) {
    this.#expected = messages.filter(needsResponse).length;
  }

  send(message: JSONRPCMessage): void {
    if ("method" in message) return this.write(message);
    this.#responses.push(message);
    this.drop();
  }

  drop(): void {
    this.#expected--;
    if (this.#expected === 0 && this.#responses.length > 0) this.write(this.#responses);
  }
}
