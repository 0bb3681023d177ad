/** The secrets of the settings, each under the placeholder that the document has for it. */

import { DeskError } from "../../errors.ts";
import type { SettingsDocument } from "../../settings.ts";
import type { Transaction } from "../commit/mod.ts";
import { getAll, type KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

export async function readSecrets(kv: KeyValueStore, placeholders: readonly string[]): Promise<string[]> {
  const found = await getAll<string>(kv, placeholders.map(keys.secret));
  return found.filter((secret) => secret !== null);
}

/**
 * Moves the secrets of a document that replaces another to their own keys, and deletes those that it no longer has.
 *
 * @param given The document with secrets.
 * @returns The document with placeholders. `isNew` is true if a secret was added, even one whose placeholder was there.
 * @throws {DeskError} `invalid` for a placeholder that the desk has no secret for.
 */
export async function stageSecrets(
  transaction: Transaction,
  before: SettingsDocument,
  given: SettingsDocument,
): Promise<{ document: SettingsDocument; isNew: boolean }> {
  const { hideSecrets, listPlaceholders } = await import("../../settings/mod.ts");
  const { document, secrets } = hideSecrets(given);
  const old = new Map(listPlaceholders(before));
  const present = new Map(listPlaceholders(document));
  for (const [placeholder, path] of present) {
    if (secrets.has(placeholder) || old.has(placeholder)) continue;
    if (await transaction.get(keys.secret(placeholder)) === null) throw createMissingError(path);
  }
  let isNew = false;
  for (const [placeholder, secret] of secrets) {
    if (await transaction.get(keys.secret(placeholder)) !== null) continue;
    transaction.set(keys.secret(placeholder), secret);
    isNew = true;
  }
  for (const placeholder of old.keys()) if (!present.has(placeholder)) transaction.delete(keys.secret(placeholder));
  return { document, isNew };
}

function createMissingError(path: string): DeskError {
  return new DeskError(
    "invalid",
    `${path} has a placeholder, and this desk does not have the secret that it stands for. Set the secret itself.`,
  );
}
