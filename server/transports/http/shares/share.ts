import type { ShareLimits } from "../wire/mod.ts";

/** Beyond this number, clients that use nothing are forgotten. */
const MAX_CLIENTS = 10_000;

/** Counts what each client uses of something that takes memory, so that no client takes it all. */
export class Share {
  readonly #used = new Map<string, ShareLimits>();

  constructor(readonly limits: ShareLimits) {}

  /**
   * Takes from a client's share. A client that uses no memory may take one thing of any size.
   *
   * @returns Whether it could.
   */
  take(client: string, count: number, bytes: number): boolean {
    const used = this.#used.get(client);
    if (used === undefined) return this.#add(client, count, bytes);
    const { limits } = this;
    if (used.count + count > limits.count) return false;
    if (used.bytes > 0 && used.bytes + bytes > limits.bytes) return false;
    used.count += count;
    used.bytes += bytes;
    return true;
  }

  /** Gives something back. */
  release(client: string, count: number, bytes: number): void {
    const used = this.#used.get(client);
    if (used === undefined) return;
    used.count -= count;
    used.bytes -= bytes;
  }

  #add(client: string, count: number, bytes: number): boolean {
    if (count > this.limits.count) return false;
    if (this.#used.size >= MAX_CLIENTS) this.#removeUnused();
    this.#used.set(client, { count, bytes });
    return true;
  }

  #removeUnused(): void {
    for (const [client, { count, bytes }] of this.#used) {
      if (count === 0 && bytes === 0) this.#used.delete(client);
    }
  }
}
