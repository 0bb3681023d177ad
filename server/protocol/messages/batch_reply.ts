/** The responses to a batch (MCP 2025-03-26, basic, "Batching"). */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import type { Reply } from "./pending_requests.ts";

/** Collects the responses to a batch and writes them as one array. Other messages are written at once. */
export class BatchReply implements Reply {
  readonly #responses: JSONRPCMessage[] = [];

  constructor(
    private expected: number,
    private readonly write: (message: JSONRPCMessage | readonly JSONRPCMessage[]) => void,
  ) {}

  send(message: JSONRPCMessage): void {
    if ("method" in message) return this.write(message);
    this.#responses.push(message);
    this.drop();
  }

  drop(): void {
    this.expected--;
    if (this.expected === 0 && this.#responses.length > 0) this.write(this.#responses);
  }
}
