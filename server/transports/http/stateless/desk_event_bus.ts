/** Changes of the desk for the SDK's handler, which answers `subscriptions/listen` (MCP 2026-07-28). */

import type { ServerEvent, ServerEventBus } from "@modelcontextprotocol/server";
import type { ChangeFeed } from "../../../protocol/mod.ts";

type Listener = (event: ServerEvent) => void;

/** Passes on changes, and the SDK's own events. */
export class DeskEventBus implements ServerEventBus {
  readonly #listeners = new Set<Listener>();

  constructor(private readonly changes: ChangeFeed) {}

  publish(event: ServerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    const unsubscribe = this.changes.subscribe((uri) => listener({ kind: "resource_updated", uri }));
    return () => {
      this.#listeners.delete(listener);
      unsubscribe();
    };
  }
}
