import type { Client } from "@modelcontextprotocol/client";
import type { ServerRequests } from "./server_requests.ts";

/** A stream that ends sooner than this is not reported, in milliseconds: opening it again at once would not help. */
const MIN_STREAM_TIME = 10_000;

export interface ResourceSubscriptionsOptions {
  client: Client;
  requests: ServerRequests;
  /** A resource has changed, or its changes may have been missed. */
  changed(uri: string): void;
}

/**
 * The resources that one session follows (MCP, server/resources, "Subscriptions"): with `resources/subscribe`, and in
 * revision 2026-07-28 with `subscriptions/listen`.
 */
export class ResourceSubscriptions {
  readonly #options: ResourceSubscriptionsOptions;
  readonly #followed = new Set<string>();

  constructor(options: ResourceSubscriptionsOptions) {
    this.#options = options;
    options.client.setNotificationHandler("notifications/resources/updated", ({ params }) => {
      options.changed(params.uri);
    });
  }

  /**
   * Follows a resource. Does nothing if the session already follows it.
   *
   * @returns False if the server offers no subscriptions.
   * @throws {ServerError} If the server refuses the subscription.
   */
  async subscribe(uri: string): Promise<boolean> {
    const { client, requests } = this.#options;
    if (this.#followed.has(uri)) return true;
    if (!client.getServerCapabilities()?.resources?.subscribe) return false;
    if (client.getProtocolEra() === "modern") return await this.#listen(uri);
    await requests.send(`subscribing to ${uri}`, (client, options) => client.subscribeResource({ uri }, options));
    this.#followed.add(uri);
    return true;
  }

  async #listen(uri: string): Promise<boolean> {
    const { requests, changed } = this.#options;
    const filter = { resourceSubscriptions: [uri] };
    const { honoredFilter, closed } = await requests.send(
      `subscribing to ${uri}`,
      (client, options) => client.listen(filter, options),
    );
    const openedAt = performance.now();
    this.#followed.add(uri);
    closed.then(() => {
      this.#followed.delete(uri);
      if (performance.now() - openedAt >= MIN_STREAM_TIME) changed(uri);
    });
    return honoredFilter.resourceSubscriptions?.includes(uri) ?? false;
  }
}
