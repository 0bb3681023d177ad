/**
 * Computes a SHA-256 digest (32 bytes) off the main thread. Use {@linkcode sha256Sync} for short texts in synchronous code.
 *
 * @param data A text is hashed as UTF-8.
 */
export async function sha256(data: string | Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : new Uint8Array(data);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
