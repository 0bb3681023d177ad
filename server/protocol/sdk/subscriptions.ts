/** Tells a client when resources that it follows have changed (MCP, server/resources, "Subscriptions"). */

import { type McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { Desk } from "../../../store/mod.ts";
import type { ServerDefinition } from "../../definitions/mod.ts";
import { matchesUriTemplate } from "../calls/uri_template.ts";

/** The subscriptions of one connection. The desk is followed only while there is somebody to tell. */
export class Subscriptions {
  readonly #uris = new Set<string>();
  #following: Promise<() => void> | undefined;

  constructor(
    private readonly mcp: McpServer,
    private readonly desk: Promise<Desk>,
    private readonly definition: ServerDefinition,
  ) {}

  /** Serves `resources/subscribe` and `resources/unsubscribe` of the handshake revisions. */
  registerHandlers(): void {
    this.mcp.server.setRequestHandler("resources/subscribe", ({ params }) => {
      this.#check(params.uri);
      this.#uris.add(params.uri);
      this.#follow((uri) => this.#uris.has(uri));
      return {};
    });
    this.mcp.server.setRequestHandler("resources/unsubscribe", async ({ params }) => {
      this.#uris.delete(params.uri);
      if (this.#uris.size === 0) await this.stop();
      return {};
    });
  }

  /** Tells everything: over 2026-07-28 the SDK passes on what `subscriptions/listen` asked for. */
  notifyAll(): void {
    this.#follow(() => true);
  }

  /** Stops following the desk. */
  async stop(): Promise<void> {
    const following = this.#following;
    this.#following = undefined;
    (await following)?.();
  }

  #follow(wanted: (uri: string) => boolean): void {
    this.#following ??= this.desk.then(({ changes }) =>
      changes.subscribe((change) => {
        for (const uri of this.definition.changedUris(change).filter(wanted)) {
          this.mcp.server.sendResourceUpdated({ uri }).catch(() => {}); // the connection is going: nobody to tell
        }
      })
    );
    this.#following.catch(() => {}); // a desk that can't be opened is reported where it is opened
  }

  #check(uri: string): void {
    const { resources } = this.definition;
    if (resources.some((resource) => matchesUriTemplate(resource.uri, uri))) return;
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No resource has the URI ${uri}`, { uri });
  }
}
