import type { Client } from "@modelcontextprotocol/client";

/** Completed pages to remember before they are waited for. A server may report any number. */
const MAX_REMEMBERED = 100;

/** The pages that a server has reported as completed (MCP, client/elicitation, "Completion Notifications"). */
export class PageCompletions {
  readonly #done = new Set<string>();
  readonly #awaited = new Map<string, PromiseWithResolvers<void>>();

  /** Subscribes to the notifications of a server. */
  listenTo(client: Client): void {
    client.setNotificationHandler("notifications/elicitation/complete", ({ params }) => {
      this.#complete(params.elicitationId);
    });
  }

  /** Resolves when the server reports the page as completed; never, if it does not. */
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
