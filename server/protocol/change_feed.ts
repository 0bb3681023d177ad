/** The resources that changes of the desk affect: the source of every notification about them. */

import type { Change, Desk } from "../../store/mod.ts";
import type { ServerDefinition } from "../definitions/mod.ts";

type Listener = (uri: string) => void;

/** Follows the desk while there are listeners, and at no other time. */
export class ChangeFeed {
  readonly #listeners = new Set<Listener>();
  #following: Promise<() => void> | undefined;

  constructor(private readonly desk: Promise<Desk>, private readonly definition: ServerDefinition) {}

  /**
   * Calls `listener` with the URI of each resource that changes.
   *
   * @returns A function that ends this.
   */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.#following ??= this.#follow();
    this.#following.catch(() => {}); // a desk that can't be opened is reported where it is opened
    return () => this.#unsubscribe(listener);
  }

  #unsubscribe(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    this.#following?.then((stop) => stop(), () => {});
    this.#following = undefined;
  }

  async #follow(): Promise<() => void> {
    const { changes, settings } = await this.desk;
    const { listViews } = await import("../../store/mod.ts");
    let views: readonly string[] = [];
    const readViews = async () => views = Object.keys(listViews((await settings.read()).views));
    const report = (change: Change) => {
      for (const uri of this.definition.changedUris(change, views)) {
        for (const listener of this.#listeners) listener(uri);
      }
    };
    // Changes are followed from the first moment. Settings that cannot be read leave the views as they are known.
    const stop = changes.subscribe((change) => {
      if (change.kind !== "settings") report(change);
      else readViews().catch(() => {}).then(() => report(change));
    });
    await readViews().catch(() => {});
    return stop;
  }
}
