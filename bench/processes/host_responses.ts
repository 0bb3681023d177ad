/** The capabilities of the benchmark's host, and its responses to servers: those of the article's simulated host. */

/** Sent in the handshake. */
export const CAPABILITIES = { elicitation: {}, sampling: {} };

const RESULTS: Readonly<Record<string, unknown>> = {
  "elicitation/create": { action: "accept", content: { priority: "high" } },
  "sampling/createMessage": {
    role: "assistant",
    content: { type: "text", text: "Ticket escalated due to login failure; requires urgent review." },
    model: "simulated-model",
    stopReason: "endTurn",
  },
  "ping": {},
};

const METHOD_NOT_FOUND = -32601;

/** Formats the response to a server's request as a line. */
export function respondTo({ id, method }: { id: number | string; method: string }): string {
  const result = RESULTS[method];
  const answer = result === undefined
    ? { error: { code: METHOD_NOT_FOUND, message: `No ${method} here` } }
    : { result };
  return `${JSON.stringify({ jsonrpc: "2.0", id, ...answer })}\n`;
}
