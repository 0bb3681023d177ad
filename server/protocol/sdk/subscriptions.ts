/** Notifications about changed resources (MCP, server/resources, "Subscriptions"). */

import { type McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { toShortLine } from "../../../base/text/short_line.ts";
import type { ServerDefinition } from "../../definitions/mod.ts";
import { matchesUriTemplate } from "../calls/mod.ts";
import type { ChangeFeed } from "../change_feed.ts";
import { toUriData } from "../messages/mod.ts";
import { findUriProblem, type SubscriptionLimit } from "../subscription_limit.ts";

/** The subscriptions of one connection. */
export class Subscriptions {
  readonly #uris = new Set<string>();
  #unsubscribe: (() => void) | undefined;

  constructor(
    private readonly mcp: McpServer,
    private readonly changes: ChangeFeed,
    private readonly definition: ServerDefinition,
    private readonly limit?: SubscriptionLimit,
  ) {}

  /** The URIs that the client has subscribed to, in the handshake revisions. */
  get uris(): Iterable<string> {
    return this.#uris;
  }

  /** Answers `resources/subscribe` and `resources/unsubscribe` of the handshake revisions. */
  registerHandlers(): void {
    this.mcp.server.setRequestHandler("resources/subscribe", ({ params }) => {
      this.#add(params.uri);
      this.#notify((uri) => this.#uris.has(uri));
      return {};
    });
    this.mcp.server.setRequestHandler("resources/unsubscribe", ({ params }) => {
      if (this.#uris.delete(params.uri)) this.limit?.release(params.uri);
      if (this.#uris.size === 0) this.stop();
      return {};
    });
  }

  /** Sends every change: over 2026-07-28 the SDK passes on those that `subscriptions/listen` asked for. */
  notifyAll(): void {
    this.#notify(() => true);
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  /** Ends all subscriptions, with the connection. */
  close(): void {
    this.stop();
    for (const uri of this.#uris) this.limit?.release(uri);
    this.#uris.clear();
  }

  /** @throws {ProtocolError} If the URI is invalid, or there are too many subscriptions. */
  #add(uri: string): void {
    if (this.#uris.has(uri)) return;
    this.#check(uri);
    const problem = this.limit?.take(uri);
    if (problem !== undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, problem);
    this.#uris.add(uri);
  }

  #notify(isWanted: (uri: string) => boolean): void {
    this.#unsubscribe ??= this.changes.subscribe((uri) => {
      if (!isWanted(uri)) return;
      this.mcp.server.sendResourceUpdated({ uri }).catch(() => {}); // the connection is closing
    });
  }

  #check(uri: string): void {
    const tooLong = findUriProblem(uri);
    if (tooLong !== undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, tooLong);
    const { resources } = this.definition;
    if (resources.some((resource) => matchesUriTemplate(resource.uri, uri))) return;
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `No resource has the URI ${toShortLine(uri)}`,
      toUriData(uri),
    );
  }
}
