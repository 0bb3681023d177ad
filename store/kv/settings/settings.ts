import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import type { ChangeContext, Page, PageRequest } from "../../desk.ts";
import { toStaleRevision } from "../../rules/history/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import {
  DEFAULT_SETTINGS,
  type Settings,
  type SettingsChange,
  type SettingsDocument,
  type SettingsEvent,
  type SettingsRevision,
  type SettingsStore,
} from "../../settings.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { keys, prefixes, readPage } from "../schema/mod.ts";
import { readSecrets, stageSecrets } from "./secrets.ts";

/** {@linkcode SettingsStore} on the key-value store. */
export class KvSettings implements SettingsStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  read(): Promise<Settings> {
    return readSettings(this.#store.kv);
  }

  async readRevision(): Promise<SettingsRevision | null> {
    return (await this.#store.kv.get<SettingsRevision>(keys.settings)).value;
  }

  async check(document: unknown): Promise<SettingsDocument> {
    const { parseSettings } = await import("../../settings/mod.ts");
    return parseSettings(document);
  }

  async change(
    edit: (document: SettingsDocument) => unknown,
    context: ChangeContext,
  ): Promise<SettingsRevision | null> {
    const { compareSettings, parseSettings } = await import("../../settings/mod.ts");
    return await this.#store.commits.commit(async (transaction) => {
      const current = await transaction.get<SettingsRevision>(keys.settings);
      requireRevision(current, context.expectedRevision);
      const before = current?.document ?? {};
      const given = parseSettings(edit(structuredClone(before)));
      const { document, isNew } = await stageSecrets(transaction, before, given);
      if (!isNew && compareSettings(before, document).every(isWithoutEffect)) return current;
      const revision = (current?.revision ?? 0) + 1;
      const changed = { revision, at: formatInstant(transaction.now), by: context.by, document };
      stageSettings(transaction, [changed]);
      return changed;
    }, { reads: [keys.settings] });
  }

  async listEvents(page: PageRequest = {}): Promise<Page<SettingsEvent>> {
    const { compareSettings } = await import("../../settings/mod.ts");
    const { items, cursor } = await readPage<SettingsRevision>(
      this.#store.kv,
      "history of settings",
      prefixes.settingsRevisions,
      page,
    );
    const first = items[0]?.revision ?? 1;
    let before = first === 1 ? {} : (await readDocument(this.#store.kv, first - 1));
    const events = items.map(({ document, ...revision }) => {
      const changes = compareSettings(before, document);
      before = document;
      return { ...revision, changes };
    });
    return { items: events, cursor };
  }

  readSecrets(placeholders: readonly string[]): Promise<string[]> {
    return readSecrets(this.#store.kv, placeholders);
  }
}

/** Reads the settings in force. */
export async function readSettings(kv: KeyValueStore): Promise<Settings> {
  return addDefaults((await kv.get<SettingsRevision>(keys.settings)).value);
}

/** Reads the settings in force, for a rule: it runs again if they change before its commit. */
export async function getSettings(transaction: Transaction): Promise<Settings> {
  return addDefaults(await transaction.get<SettingsRevision>(keys.settings));
}

/** Stages revisions, of which the last one is the current one. */
export function stageSettings(transaction: Transaction, revisions: readonly SettingsRevision[]): void {
  for (const revision of revisions) transaction.set(keys.settingsRevision(revision.revision), revision);
  transaction.set(keys.settings, revisions.at(-1));
  transaction.recordChange({ kind: "settings" });
}

function addDefaults(current: SettingsRevision | null): Settings {
  return current === null ? DEFAULT_SETTINGS : { ...DEFAULT_SETTINGS, ...current.document };
}

/** Recognizes a list of names that is empty, as it is by default. */
function isWithoutEffect({ path: [name, ...inner], before, after }: SettingsChange): boolean {
  const value = before ?? after;
  return inner.length === 0 && (before === undefined || after === undefined) && isPlainObject(value) &&
    Object.keys(value).length === 0 && JSON.stringify(DEFAULT_SETTINGS[name as keyof Settings]) === "{}";
}

async function readDocument(kv: KeyValueStore, revision: number): Promise<SettingsDocument> {
  return (await kv.get<SettingsRevision>(keys.settingsRevision(revision))).value?.document ?? {};
}

function requireRevision(current: SettingsRevision | null, expected: number | undefined): void {
  const revision = current?.revision ?? 0;
  if (expected === undefined || expected === revision) return;
  const last = current === null ? "They were never changed." : `They last changed at ${current.at}.`;
  throw toStaleRevision("The settings document", revision, expected, last);
}
