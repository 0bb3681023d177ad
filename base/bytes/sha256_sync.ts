import { createHash } from "node:crypto";

/** Computes the SHA-256 digest (32 bytes) of a text in UTF-8. */
export function sha256Sync(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
