/** The signed state that travels through the client between a request and its response (MCP 2026-07-28, basic/patterns/mrtr). */

import { createRequestStateCodec, type RequestStateCodec } from "@modelcontextprotocol/server";

export interface RequestState {
  /** The fingerprint of the tool and its arguments: the call that the state belongs to. */
  call: string;
  /** Identifies the exchange: one call with its requests. Another call with the same arguments is another exchange. */
  exchange: string;
  /** The fingerprint of each request sent so far. */
  asked: Record<string, string>;
  /** The responses so far. */
  answers: Record<string, Record<string, unknown>>;
}

/** The SDK's reasons in full, for the log. Clients only learn that the state is invalid. */
const REASONS: Readonly<Record<string, string>> = {
  mac: "the request state was changed, or signed with another key (replicas must share SUPPORT_MCP_STATE_KEY)",
  bind: "the request state belongs to another principal",
};

/**
 * Creates the codec that signs and verifies request states. A state is bound to the method and the principal.
 *
 * @param key At least 32 bytes (default: a random key).
 */
export function createStateCodec(key?: string): RequestStateCodec<RequestState> {
  const { mint, verify } = createRequestStateCodec<RequestState>({
    key: key ?? crypto.getRandomValues(new Uint8Array(32)),
    bind: ({ mcpReq, http }) => `${mcpReq.method}\0${http?.authInfo?.extra?.identity ?? ""}`,
  });
  return {
    mint,
    verify: (state, context) =>
      verify(state, context).catch((error: Error) => {
        throw new Error(REASONS[error.message] ?? error.message, { cause: error });
      }),
  };
}
