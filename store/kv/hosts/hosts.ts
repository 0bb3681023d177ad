import type { HostDeclaration, Hosts, SeenHost } from "../../host.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { Store } from "../commit/mod.ts";
import { listSound } from "../forms/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";

/** In milliseconds. */
const KEPT_FOR = 180 * 24 * 60 * 60 * 1000;
/** A host that connects again within this time costs no commit. In milliseconds. */
const INTERVAL = 60 * 60 * 1000;

/** {@linkcode Hosts} on the key-value store: one entry per name. */
export class KvHosts implements Hosts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async record(host: HostDeclaration): Promise<void> {
    const key = keys.host(host.name);
    await this.#store.commits.commit(async (transaction) => {
      const last = await transaction.get<SeenHost>(key);
      if (last !== null && transaction.now - Date.parse(last.at) < INTERVAL && isSame(last, host)) return;
      transaction.set(key, { ...host, at: formatInstant(transaction.now) }, { expireIn: KEPT_FOR });
    }, { reads: [key] });
  }

  async list(limit: number): Promise<SeenHost[]> {
    const hosts: SeenHost[] = [];
    for await (const { value } of listSound<SeenHost>(this.#store.kv, { prefix: prefixes.hosts })) {
      // Deno KV may remove it late. The time of a damaged one is no number.
      if (this.#store.now() - Date.parse(value?.at) < KEPT_FOR) hosts.push(value);
    }
    return hosts.toSorted((one, other) => other.at.localeCompare(one.at)).slice(0, limit);
  }
}

function isSame(last: SeenHost, host: HostDeclaration): boolean {
  return Object.entries(host).every(([member, value]) => last[member as keyof HostDeclaration] === value);
}
