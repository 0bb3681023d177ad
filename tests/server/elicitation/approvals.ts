/** Clients that respond to approval requests, for tests. */

import type { Client, ElicitResult } from "@modelcontextprotocol/client";
import type { RequestOutcome } from "../../../store/mod.ts";
import type { ConnectOptions } from "../connect.ts";

export const APPROVED: ElicitResult = { action: "accept", content: { decision: "yes" } };

/** Every way not to approve, with the reason in the message and the outcome in the history. */
export const REFUSALS: readonly [name: string, result: ElicitResult, reason: RegExp, outcome: RequestOutcome][] = [
  [
    "the choice no",
    { action: "accept", content: { decision: "no" } },
    /was rejected by a person/,
    "rejected",
  ],
  ["a decline", { action: "decline" }, /was declined by the host or a person/, "declined"],
  ["a cancel", { action: "cancel" }, /was cancelled by the host or a person/, "cancelled"],
  ["another choice", { action: "accept", content: { decision: "Yes, merge" } }, /was declined by the host/, "declined"],
  ["an empty form", { action: "accept", content: {} }, /was declined by the host or a person/, "declined"],
];

type Respond = (message: string) => ElicitResult | Promise<ElicitResult>;

/** Returns connect options for a client that supports elicitation and responds this way. */
export function respondWith(respond: Respond): Pick<ConnectOptions, "client" | "prepare"> {
  return {
    client: { capabilities: { elicitation: {} } },
    prepare: (client: Client) =>
      client.setRequestHandler("elicitation/create", ({ params }) => respond(params.message)),
  };
}

/** Returns the same for a client that approves everything, and records the messages. */
export function approveAll(messages: string[] = []): Pick<ConnectOptions, "client" | "prepare"> {
  return respondWith((message) => {
    messages.push(message);
    return APPROVED;
  });
}
