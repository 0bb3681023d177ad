import type { JSONRPCMessage } from "@modelcontextprotocol/client";

type Id = string | number;

/** Maps recorded request IDs and progress tokens to those of this run. */
export class MessageIds {
  readonly #requests = new Map<Id, Id>();
  readonly #progress = new Map<Id, Id>();

  /** Pairs a message of this run with the recorded one. */
  pair(recorded: JSONRPCMessage, message: JSONRPCMessage): void {
    if (!("method" in recorded) || !("id" in recorded) || !("method" in message) || !("id" in message)) return;
    this.#requests.set(recorded.id, message.id);
    const [before, now] = [getProgressToken(recorded), getProgressToken(message)];
    if (before !== undefined && now !== undefined) this.#progress.set(before, now);
  }

  /** Converts a recorded message of the server to the IDs of this run. */
  translate(recorded: JSONRPCMessage): JSONRPCMessage {
    if (!("method" in recorded)) {
      const id = recorded.id === undefined ? undefined : this.#requests.get(recorded.id);
      return id === undefined ? recorded : { ...recorded, id };
    }
    const token = recorded.method === "notifications/progress"
      ? this.#progress.get(getNotifiedToken(recorded))
      : undefined;
    return token === undefined ? recorded : { ...recorded, params: { ...recorded.params, progressToken: token } };
  }
}

function getProgressToken(message: { params?: unknown }): Id | undefined {
  const { _meta } = (message.params ?? {}) as { _meta?: { progressToken?: Id } };
  return _meta?.progressToken;
}

function getNotifiedToken(message: { params?: unknown }): Id {
  return (message.params as { progressToken: Id }).progressToken;
}
