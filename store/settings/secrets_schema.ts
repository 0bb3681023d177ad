/** The schema of secrets in the settings. Its messages never repeat a value. */

import * as z from "zod";
import { isPlaceholder, SECRET_PREFIX } from "./secrets.ts";

/** The lengths of a secret that Standard Webhooks recommends, in bytes. */
const MIN_BYTES = 24;
const MAX_BYTES = 64;

/** While a secret is being replaced, two are valid. */
const MAX_SECRETS = 5;

const PROBLEM = `must be ${SECRET_PREFIX} and ${MIN_BYTES} to ${MAX_BYTES} random bytes in base64. Make one with: ` +
  `echo ${SECRET_PREFIX}$(openssl rand -base64 32)`;

const secret = z.string(PROBLEM).transform((text) => text.trim()).refine(
  (text) => isPlaceholder(text) || isSecret(text),
  PROBLEM,
);

/** One secret or a list. */
export const secrets = z.preprocess(
  (value) => typeof value === "string" ? [value] : value,
  z.array(secret, PROBLEM).min(1, "needs a secret").max(MAX_SECRETS, `has too many secrets (limit ${MAX_SECRETS})`),
).transform((list) => [...new Set(list)]);

function isSecret(text: string): boolean {
  if (!text.startsWith(SECRET_PREFIX) || /\s/.test(text)) return false;
  try {
    const { length } = Uint8Array.fromBase64(text.slice(SECRET_PREFIX.length), { lastChunkHandling: "strict" });
    return length >= MIN_BYTES && length <= MAX_BYTES;
  } catch {
    return false;
  }
}
