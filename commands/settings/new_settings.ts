import type { SettingsStore } from "../../store/mod.ts";
import { openAndUse, useDesk } from "../data/mod.ts";

/**
 * Uses the settings of a desk that does not exist yet. The first valid change creates it: a command that fails, or changes nothing,
 * leaves no store. If another process creates the desk in the meantime, the change is made to its settings.
 */
export function useNewSettings<T>(location: string, use: (settings: SettingsStore) => Promise<T>): Promise<T> {
  return openAndUse(":memory:", ({ settings }) => use(createOnChange(settings, location)));
}

/** @param empty The settings of an empty desk, which validate a change first. */
function createOnChange(empty: SettingsStore, location: string): SettingsStore {
  return {
    read: () => empty.read(),
    readRevision: () => empty.readRevision(),
    check: (document) => empty.check(document),
    listEvents: (page) => empty.listEvents(page),
    readSecrets: (placeholders) => empty.readSecrets(placeholders),
    async change(edit, context) {
      if (await empty.change(edit, context) === null) return null;
      return await useDesk(location, ({ settings }) => settings.change(edit, context));
    },
  };
}
