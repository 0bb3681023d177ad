/** Notifications about changed resources (MCP, server/resources, "Subscriptions"). */

import { type McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { toShortLine } from "../../../base/text/short_line.ts";
import type { Desk } from "../../../store/mod.ts";
import type { ResourceDefinition, ServerDefinition } from "../../definitions/mod.ts";
import { matchesUriTemplate, parseUriVariables, toReadError } from "../calls/mod.ts";
import type { ChangeFeed } from "../change_feed.ts";
import { toUriData } from "../messages/mod.ts";
import { decodeVariables } from "./registration/mod.ts";
import { findUriProblem, type SubscriptionLimit } from "../subscription_limit.ts";

/** The subscriptions of one connection. */
export class Subscriptions {
  readonly #uris = new Set<string>();
  #unsubscribe: (() => void) | undefined;

  constructor(
    private readonly mcp: McpServer,
    private readonly changes: ChangeFeed,
    private readonly definition: ServerDefinition,
    private readonly desk: Promise<Desk>,
    private readonly limit?: SubscriptionLimit,
  ) {}

  /** The URIs that the client has subscribed to, in the handshake revisions. */
  get uris(): Iterable<string> {
    return this.#uris;
  }

  /** Answers `resources/subscribe` and `resources/unsubscribe` of the handshake revisions. */
  registerHandlers(): void {
    this.mcp.server.setRequestHandler("resources/subscribe", async ({ params: { uri } }) => {
      if (this.#uris.has(uri)) return {};
      const resource = this.#add(uri);
      this.#notify((uri) => this.#uris.has(uri));
      await this.#checkTarget(resource, uri);
      return {};
    });
    this.mcp.server.setRequestHandler("resources/unsubscribe", ({ params }) => {
      this.#remove(params.uri);
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
  #add(uri: string): ResourceDefinition {
    const resource = this.#findResource(uri);
    const problem = this.limit?.take(uri);
    if (problem !== undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, problem);
    this.#uris.add(uri);
    return resource;
  }

  #remove(uri: string): void {
    if (this.#uris.delete(uri)) this.limit?.release(uri);
    if (this.#uris.size === 0) this.stop();
  }

  /** Ends a subscription to what does not exist. It begins before the check, so that a request to end it can follow at once. */
  async #checkTarget(resource: ResourceDefinition, uri: string): Promise<void> {
    if (resource.checkSubscription === undefined) return;
    try {
      const variables = decodeVariables(parseUriVariables(resource.uri, uri)!, uri);
      await resource.checkSubscription(variables, await this.desk);
    } catch (error) {
      this.#remove(uri);
      throw toReadError(error, uri);
    }
  }

  #notify(isWanted: (uri: string) => boolean): void {
    this.#unsubscribe ??= this.changes.subscribe((uri) => {
      if (!isWanted(uri)) return;
      this.mcp.server.sendResourceUpdated({ uri }).catch(() => {}); // the connection is closing
    });
  }

  #findResource(uri: string): ResourceDefinition {
    const tooLong = findUriProblem(uri);
    if (tooLong !== undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, tooLong);
    const found = this.definition.resources.find((resource) => matchesUriTemplate(resource.uri, uri));
    if (found !== undefined) return found;
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `No resource has the URI ${toShortLine(uri)}`,
      toUriData(uri),
    );
  }
}
