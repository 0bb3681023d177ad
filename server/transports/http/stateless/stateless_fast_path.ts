/** Stateless reads and calls without the SDK, which creates a server for each of them. */

import type { AuthInfo, Implementation, JSONRPCMessage, JSONRPCRequest } from "@modelcontextprotocol/server";
import { supportsApps } from "../../../apps/mod.ts";
import type { FastPath, FastPathClient } from "../../../protocol/fast_path/mod.ts";
import {
  isPlainEnvelope,
  type Members,
  META_KEYS,
  PendingRequest,
  stampResult,
  STATELESS_SINCE,
} from "../../../protocol/mod.ts";
import {
  createJsonResponse,
  createTimeoutError,
  type Deadlines,
  type IncomingRequest,
  withDeadline,
} from "../wire/mod.ts";

/** Answers stateless requests from the definitions of one server. */
export class StatelessFastPath {
  constructor(
    private readonly fastPath: FastPath,
    private readonly serverInfo: Implementation,
    private readonly deadlines: Deadlines,
  ) {}

  /**
   * Answers a request.
   *
   * @returns Undefined if it belongs to a session, or the SDK must answer it.
   * @throws {HttpError} 503 if it takes too long.
   */
  tryHandle(
    incoming: IncomingRequest,
    message: JSONRPCRequest,
    authInfo: AuthInfo | undefined,
  ): Promise<Response> | undefined {
    if (!headersMatchBody(incoming, message)) return undefined;
    const pending = new PendingRequest(message, undefined, authInfo && { authInfo });
    const client = new StatelessClient(message, this.serverInfo);
    if (!this.fastPath.tryHandle(pending, client)) return undefined;
    return withDeadline(client.response, this.deadlines, () => {
      pending.cancel();
      return createTimeoutError(this.deadlines);
    });
  }
}

/** Compares the headers with the body (MCP 2026-07-28, basic/transports, "Mcp-Method"). */
function headersMatchBody(
  { request: { headers }, revision }: IncomingRequest,
  { method, params }: JSONRPCRequest,
): boolean {
  const name = method === "tools/call" ? params?.name : params?.uri;
  return revision === STATELESS_SINCE && headers.get("mcp-method") === method && headers.get("mcp-name") === name;
}

/** The client of one stateless request. It gets no notifications: a plain envelope asks for none. */
class StatelessClient implements FastPathClient {
  readonly logging = "off";
  readonly response: Promise<Response>;
  readonly #respond: (response: Response) => void;

  constructor(private readonly request: JSONRPCRequest, private readonly serverInfo: Implementation) {
    const { promise, resolve } = Promise.withResolvers<Response>();
    this.response = promise;
    this.#respond = resolve;
  }

  get clientInfo(): Implementation {
    return this.request.params?._meta?.[META_KEYS.clientInfo] as Implementation;
  }

  get hasApps(): boolean {
    return supportsApps(this.request.params?._meta?.[META_KEYS.clientCapabilities]);
  }

  isPlainMetadata(meta: Readonly<Members> | undefined): boolean {
    return isPlainEnvelope(meta);
  }

  send(): Promise<void> {
    return Promise.resolve();
  }

  respond({ message: { method } }: PendingRequest, response: JSONRPCMessage): Promise<void> {
    if ("result" in response) stampResult(method, response.result, this.serverInfo);
    this.#respond(createJsonResponse(response));
    return Promise.resolve();
  }
}
