/** What the bench, as a host, can do for a server, and how it answers its questions: as the article's simulated host does. */

/** In the handshake. */
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

/** The answer to a server's question, as a line. */
export function respondTo({ id, method }: { id: number | string; method: string }): string {
  const result = RESULTS[method];
  const answer = result === undefined
    ? { error: { code: METHOD_NOT_FOUND, message: `No ${method} here` } }
    : { result };
  return `${JSON.stringify({ jsonrpc: "2.0", id, ...answer })}\n`;
}
