import type { Client } from "@modelcontextprotocol/client";

/** How many pages are remembered that are done with before anybody asks: a server may send any number. */
const MAX_REMEMBERED = 100;

/** What a server says of the pages it wanted opened (MCP, client/elicitation, "Completion Notifications"). */
export class PageCompletions {
  readonly #done = new Set<string>();
  readonly #awaited = new Map<string, PromiseWithResolvers<void>>();

  /** Listens to a server from now on. */
  listenTo(client: Client): void {
    client.setNotificationHandler("notifications/elicitation/complete", ({ params }) => {
      this.#complete(params.elicitationId);
    });
  }

  /** Settles when the page is done with; never, if the server never says so. */
  waitFor(elicitation: string): Promise<void> {
    if (this.#done.has(elicitation)) return Promise.resolve();
    const awaited = this.#awaited.get(elicitation) ?? Promise.withResolvers<void>();
    this.#awaited.set(elicitation, awaited);
    return awaited.promise;
  }

  #complete(elicitation: string): void {
    this.#awaited.get(elicitation)?.resolve();
    this.#awaited.delete(elicitation);
    this.#done.add(elicitation);
    if (this.#done.size > MAX_REMEMBERED) this.#done.delete(this.#done.values().next().value!);
  }
}
