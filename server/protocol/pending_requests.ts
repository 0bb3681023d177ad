/** What goes on for requests that have no answer yet. */

import type { RequestId } from "@modelcontextprotocol/server";

interface Entry<Work> {
  readonly id: RequestId;
  readonly work: Work;
  next: Entry<Work> | undefined;
}

/**
 * Finds what goes on for a request. A client has a few under way, so this is a list, and no map: one that is filled and
 * emptied all day makes a new table every few times, and a table that has grown old keeps all that come after it alive until
 * the next full collection, with what was in them.
 */
export class PendingRequests<Work> {
  #latest: Entry<Work> | undefined;

  get(id: RequestId): Work | undefined {
    for (let entry = this.#latest; entry !== undefined; entry = entry.next) if (entry.id === id) return entry.work;
  }

  /** @param id Of a request that isn't under way. */
  add(id: RequestId, work: Work): void {
    this.#latest = { id, work, next: this.#latest };
  }

  delete(id: RequestId): void {
    let previous: Entry<Work> | undefined;
    for (let entry = this.#latest; entry !== undefined; entry = entry.next) {
      if (entry.id === id) return this.#cut(entry, previous);
      previous = entry;
    }
  }

  /** Those that are under way now. */
  ids(): RequestId[] {
    const ids: RequestId[] = [];
    for (let entry = this.#latest; entry !== undefined; entry = entry.next) ids.push(entry.id);
    return ids;
  }

  #cut(entry: Entry<Work>, previous: Entry<Work> | undefined): void {
    if (previous === undefined) this.#latest = entry.next;
    else previous.next = entry.next;
    entry.next = undefined;
  }
}
