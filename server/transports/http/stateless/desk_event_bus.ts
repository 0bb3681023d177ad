/** The desk's changes as the SDK's handler wants them, for `subscriptions/listen` (MCP 2026-07-28). */

import type { ServerEvent, ServerEventBus } from "@modelcontextprotocol/server";
import type { Desk } from "../../../../store/mod.ts";
import type { ServerDefinition } from "../../../definitions/mod.ts";

type Listener = (event: ServerEvent) => void;

/** Follows the desk while somebody listens, and at no other time. */
export class DeskEventBus implements ServerEventBus {
  readonly #listeners = new Set<Listener>();
  #stop: (() => void) | undefined;

  constructor(private readonly desk: Desk, private readonly definition: ServerDefinition) {}

  publish(event: ServerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.#stop ??= this.desk.changes.subscribe((change) => {
      for (const uri of this.definition.changedUris(change)) this.publish({ kind: "resource_updated", uri });
    });
    return () => this.#unsubscribe(listener);
  }

  #unsubscribe(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }
}
