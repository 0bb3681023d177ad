import type { ImportResult } from "../../archive.ts";
import { check, parseInstant } from "../../rules/values/mod.ts";
import type { SettingsRevision } from "../../settings.ts";
import type { Store } from "../commit/mod.ts";
import { keys } from "../schema/mod.ts";
import { stageSettings } from "../settings/mod.ts";

const ID = "settings";

/**
 * Imports the settings with their history, unless the desk has settings.
 *
 * @throws {DeskError} `invalid` if the history has gaps, or its last revision is not valid in this version.
 */
export async function importSettings(
  { commits }: Store,
  revisions: readonly SettingsRevision[],
): Promise<ImportResult> {
  const { compareSettings, hideSecrets, parseSettings } = await import("../../settings/mod.ts");
  const last = revisions.at(-1);
  check(last !== undefined, "The settings have no revisions.");
  check(revisions.every(({ revision }, index) => revision === index + 1), "The history of the settings has gaps.");
  const history = revisions.map((revision) => ({
    ...revision,
    at: parseInstant("at", revision.at),
    document: hideSecrets(revision.document).document, // exports have none, but a file can come from anywhere
  }));
  const { document, secrets } = hideSecrets(parseSettings(last.document));
  return await commits.commit<ImportResult>(async (transaction) => {
    const current = await transaction.get<SettingsRevision>(keys.settings);
    if (current === null) {
      stageSettings(transaction, history);
      for (const [placeholder, secret] of secrets) transaction.set(keys.secret(placeholder), secret);
      return { outcome: "added", id: ID };
    }
    if (compareSettings(current.document, document).length === 0) return { outcome: "exists", id: ID };
    const reason = `The desk has other settings already (revision ${current.revision}), which were kept. To change ` +
      "them, use support-mcp settings import.";
    return { outcome: "differs", id: ID, reason };
  }, { reads: [keys.settings] });
}
