/** What travels through the client between a question and its answer (MCP 2026-07-28, basic/patterns/mrtr), signed. */

import { createRequestStateCodec, type RequestStateCodec } from "@modelcontextprotocol/server";

export interface RequestState {
  /** Fingerprint of the tool and its arguments: the call that it belongs to. */
  call: string;
  /** Each question as it was asked. */
  asked: Record<string, string>;
  /** Each answer so far. */
  answers: Record<string, Record<string, unknown>>;
}

/** What the SDK's reasons mean, for whoever reads the log: clients are only told that the state is no good. */
const REASONS: Readonly<Record<string, string>> = {
  mac: "it was changed, or signed with another key (replicas share SUPPORT_MCP_STATE_KEY)",
  bind: "somebody else got it",
};

/**
 * Signs and verifies, bound to method and caller; the state itself names tool and arguments.
 *
 * @param key 32 bytes or more; one of its own when left out.
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
