/** A request and its answer, as logs and metrics tell of them. */

export interface Exchange {
  /** Names the request in logs; the client gets it as `X-Request-Id`, or chose it by that header. */
  id: string;
  method: string;
  path: string;
  status: number;
  /** Until the answer began. */
  milliseconds: number;
  /** The JSON-RPC method, once it could be read; of a batch, the first. */
  rpc?: string;
  /** The tool, resource or prompt that it names. */
  target?: string;
  /** The name of its token. */
  principal?: string;
  /** Why it wasn't served. */
  refusal?: string;
}

const ID = /^[\w.:-]{1,64}$/;

/** The id that a client, or the proxy before us, has given a request; else a new one. */
export function getRequestId({ headers }: Request): string {
  const given = headers.get("x-request-id");
  return given !== null && ID.test(given) ? given : crypto.randomUUID();
}
