import type { JSONRPCMessage } from "@modelcontextprotocol/client";

type Id = string | number;

/** Which number in this run stands for which in the recording: of requests, and of the progress they are told of. */
export class MessageIds {
  readonly #requests = new Map<Id, Id>();
  readonly #progress = new Map<Id, Id>();

  /** Takes a message of the client's for a recorded one. */
  pair(recorded: JSONRPCMessage, message: JSONRPCMessage): void {
    if (!("method" in recorded) || !("id" in recorded) || !("method" in message) || !("id" in message)) return;
    this.#requests.set(recorded.id, message.id);
    const [before, now] = [getProgressToken(recorded), getProgressToken(message)];
    if (before !== undefined && now !== undefined) this.#progress.set(before, now);
  }

  /** A recorded message of the server's, with the numbers of this run. */
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
