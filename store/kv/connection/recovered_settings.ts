import type { SettingsRevision } from "../../settings.ts";
import { DamagedEntryError, skipDamaged } from "../forms/mod.ts";
import { type Entries, type Entry, type Key, type Keys, type KeyValueStore, StoreDecorator } from "../port/mod.ts";
import { isForeignKey, keys, prefixes } from "../schema/mod.ts";

/** The lowest part that a key can continue with. */
const LOWEST_PART = new Uint8Array();

/**
 * Reads the settings from their history if their entry is damaged: the last revision is the current one. The entry keeps its
 * versionstamp, so changes of the settings are noticed, and the next change replaces the damaged value.
 */
export class RecoveredSettings extends StoreDecorator {
  readonly #onDamage: (message: string) => void;
  #isReported = false;

  /** @param onDamage Called once, with sentences about the damage. */
  constructor(inner: KeyValueStore, onDamage: (message: string) => void = () => {}) {
    super(inner);
    this.#onDamage = onDamage;
  }

  override async get<T>(key: Key): Promise<Entry<T>> {
    try {
      return await super.get<T>(key);
    } catch (error) {
      if (!isSettingsDamage(error)) throw error;
      return await this.#recover(error) as Entry<T>;
    }
  }

  override async getMany<T extends readonly unknown[]>(wanted: Keys<T>): Promise<Entries<T>> {
    try {
      return await super.getMany<T>(wanted);
    } catch (error) {
      if (!isSettingsDamage(error)) throw error;
      return await Promise.all(wanted.map((key) => this.get(key))) as Entries<T>;
    }
  }

  async #recover(error: DamagedEntryError): Promise<Entry<SettingsRevision>> {
    const range = { start: keys.settings, end: [...keys.settings, LOWEST_PART] };
    const [damaged] = await Array.fromAsync(this.inner.list(range, { limit: 1, keysOnly: true }));
    const value = await skipDamaged(this.#readLastRevision());
    if (damaged === undefined || value === null) throw error;
    if (!this.#isReported) {
      this.#isReported = true;
      const known = `Revision ${value.revision}, the last one of their history, is used.`;
      this.#onDamage(`${error.problem} ${known} Repair the store (support-mcp check --repair).`);
    }
    return { key: keys.settings, value, versionstamp: damaged.versionstamp };
  }

  async #readLastRevision(): Promise<SettingsRevision | null> {
    const entries = this.inner.list<SettingsRevision>({ prefix: prefixes.settingsRevisions }, { reverse: true });
    for await (const { key, value } of entries) if (!isForeignKey(key)) return value;
    return null;
  }
}

function isSettingsDamage(error: unknown): error is DamagedEntryError {
  return error instanceof DamagedEntryError && error.key.length === 1 && error.key[0] === keys.settings[0];
}
