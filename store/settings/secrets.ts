/**
 * Secrets in the settings. The store keeps them apart from the document, which has placeholders for them: nothing that shows,
 * exports or compares documents has a secret.
 */

import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { sha256Sync } from "../../base/bytes/sha256_sync.ts";

/** The start of a secret (Standard Webhooks). */
export const SECRET_PREFIX = "whsec_";

const PLACEHOLDER = /^hidden:[0-9a-f]{16}$/;

export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** Returns the placeholder of a secret. It does not help to guess one: secrets are random. */
function toPlaceholder(secret: string): string {
  return `hidden:${sha256Sync(secret).toHex().slice(0, 16)}`;
}

/**
 * Replaces the secrets in a document, valid or not.
 *
 * @returns A copy with placeholders, and the secrets by placeholder.
 */
export function hideSecrets<Document>(document: Document): { document: Document; secrets: Map<string, string> } {
  const secrets = new Map<string, string>();
  const hide = (value: unknown): unknown => {
    if (typeof value === "string" && value.startsWith(SECRET_PREFIX)) {
      const placeholder = toPlaceholder(value);
      secrets.set(placeholder, value);
      return placeholder;
    }
    if (Array.isArray(value)) return value.map(hide);
    return isPlainObject(value)
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hide(member)]))
      : value;
  };
  return { document: hide(document) as Document, secrets };
}

/** Lists the placeholders in a document, each with its path. */
export function listPlaceholders(value: unknown, path: readonly string[] = []): [placeholder: string, path: string][] {
  if (typeof value === "string") return isPlaceholder(value) ? [[value, path.join("/")]] : [];
  if (Array.isArray(value)) return value.flatMap((each) => listPlaceholders(each, path));
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => listPlaceholders(member, [...path, name]));
}
