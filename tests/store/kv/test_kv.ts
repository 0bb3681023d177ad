import { DenoKv } from "../../../store/kv/connection/deno_kv.ts";
import { PortableValues } from "../../../store/kv/connection/portable_values.ts";
import { type Key, StoreDecorator } from "../../../store/kv/port/mod.ts";

/** A store that tests can write to directly, as another process would. */
export class TestKv extends StoreDecorator {
  static async open(location = ":memory:"): Promise<TestKv> {
    return new TestKv(new PortableValues(await DenoKv.open(location)));
  }

  async set(key: Key, value: unknown): Promise<void> {
    await this.inner.commit({ checks: [], mutations: [{ type: "set", key, value }] });
  }

  async delete(key: Key): Promise<void> {
    await this.inner.commit({ checks: [], mutations: [{ type: "delete", key }] });
  }

  /** Sets many values in as few commits as the store takes. */
  async setAll(entries: Iterable<[key: Key, value: unknown]>): Promise<void> {
    let mutations: { type: "set"; key: Key; value: unknown }[] = [];
    for (const [key, value] of entries) {
      if (mutations.push({ type: "set", key, value }) < 500) continue;
      await this.inner.commit({ checks: [], mutations });
      mutations = [];
    }
    await this.inner.commit({ checks: [], mutations });
  }
}
