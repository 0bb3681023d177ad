/** The settings: their current revision is the last one of their history. */

import type { SettingsRevision } from "../../../settings.ts";
import { isSettingsRevision } from "../../forms/mod.ts";
import { readBatches, readValue, type StoreRows } from "../../rows/mod.ts";
import { keys, prefixes } from "../../schema/mod.ts";
import type { Findings } from "../assembly/mod.ts";

/**
 * Reads the revisions of the settings, oldest first. Lost ones are replaced by the one after them.
 *
 * @param options.isFileDamaged True if the file is damaged: then settings that are missing may be lost.
 */
export async function readSettingsHistory(
  rows: StoreRows,
  { findings, isFileDamaged }: { findings: Findings; isFileDamaged: boolean },
): Promise<SettingsRevision[]> {
  const report = findings.at("The settings");
  const revisions = new Map<number, SettingsRevision>();
  for await (const batch of readBatches(rows, prefixes.settingsRevisions)) {
    for (const { key, value } of batch) {
      if (isSettingsRevision(value) && value.revision === key.at(-1)) revisions.set(value.revision, value);
    }
  }
  const current = await readValue(rows, keys.settings);
  const last = Math.max(0, ...revisions.keys());
  const isReadable = isSettingsRevision(current);
  if (isReadable && current.revision > last) {
    revisions.set(current.revision, current);
    report("rebuilt", `revision ${current.revision} is missing in their history.`);
  } else if (isReadable ? !isSame(current, revisions.get(last)) : current !== undefined || last > 0) {
    report("rebuilt", "they are not those at the end of their history.");
  }
  if (isFileDamaged && current === undefined && last === 0) {
    report("lost", "nothing can be read, unless they were never changed.");
  }
  const history: SettingsRevision[] = [];
  for (let revision = Math.max(0, ...revisions.keys()); revision >= 1; revision--) {
    const known = revisions.get(revision);
    if (known === undefined) report("lost", `revision ${revision}. A repair puts the one after it there.`);
    history.unshift({ ...known ?? history[0]!, revision });
  }
  return history;
}

function isSame(one: SettingsRevision, other: SettingsRevision | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
