import type { AgentServer } from "../servers/mod.ts";
import { chooseItems, type WatchedContents, type WatchedItem } from "./contents.ts";
import { readContents } from "./read_contents.ts";

/** The changes that a run made itself. */
export interface RunChanges {
  /**
   * Returns whether the run made the last change of an item.
   *
   * @param key The id of a ticket, or an empty text for a resource without tickets.
   * @param before The item before the run; undefined if it was not there.
   */
  include(key: string, item: WatchedItem, before: WatchedItem | undefined): boolean;
}

/** A part of a resource, for one run. */
export interface WatchedNews {
  keys: ReadonlySet<string>;
  contents: WatchedContents;
}

/** A run that got news of the resource, until the resource is read again. */
interface RunMark extends WatchedNews {
  changes: RunChanges;
  isDone: boolean;
}

/** A resource that the agent watches: knows which of its items no run has seen yet. */
export class WatchedResource {
  readonly #seen = new Map<string, string>();
  #contents: WatchedContents;
  #lastRun: RunMark | undefined;

  /** @param contents The contents at the start. */
  constructor(readonly server: AgentServer, readonly uri: string, contents: WatchedContents) {
    this.#contents = contents;
  }

  /**
   * Follows the resource if its server offers that, and reads it.
   *
   * @throws {ServerError} If that fails. The resource then has no news.
   */
  async update(): Promise<void> {
    await this.server.connection.subscribe(this.uri); // before reading, so that no change is missed
    this.#contents = await readContents(this.server, this.uri);
    if (this.#lastRun !== undefined) this.#settle(this.#lastRun);
    this.#lastRun = undefined;
    if (this.#contents.isPartial) return; // a ticket that is not listed may be there nevertheless
    for (const key of this.#seen.keys()) if (!this.#contents.items.has(key)) this.#seen.delete(key);
  }

  /** The items that are new, or have changed since a run saw them; at most as many as one run can take. */
  get news(): WatchedNews | undefined {
    const { items } = this.#contents;
    const fresh = [...items].filter(([key, { state }]) => this.#seen.get(key) !== state).map(([key]) => key);
    return fresh.length === 0 ? undefined : { keys: new Set(chooseItems(fresh)), contents: this.#contents };
  }

  /**
   * Notes that a run got news. Its own changes, and what it left as it was, are no news any more.
   *
   * @param isDone False if the run ended too early: items that it did not change are still news.
   */
  endRun(news: WatchedNews, changes: RunChanges, isDone: boolean): void {
    this.#lastRun = { ...news, changes, isDone };
  }

  #settle({ keys, contents: { items: before }, changes, isDone }: RunMark): void {
    for (const [key, item] of this.#contents.items) {
      const old = before.get(key);
      const isSeen = old?.state === item.state ? isDone && keys.has(key) : changes.include(key, item, old);
      if (isSeen) this.#seen.set(key, item.state);
    }
  }
}
