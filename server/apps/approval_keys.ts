/** Keys that a page needs to decide on an approval. */

import { memoize } from "../../base/values/memoize.ts";

/** The part of an approval that a key is for: the question as a person reads it. */
export interface KeyedApproval {
  readonly id: string;
  readonly requested_at: string;
  readonly question: string;
}

const createOwnSecret = memoize(() => crypto.getRandomValues(new Uint8Array(32)));

/**
 * Creates and verifies keys. A page gets the key of an approval in the metadata of a result, which hosts do not show to
 * models. So a model whose host lists tools that are for pages alone still cannot approve its own change.
 */
export class ApprovalKeys {
  readonly #getKey: () => Promise<CryptoKey>;

  /** @param secret The same in every process that serves one desk (default: a random one for this process). */
  constructor(secret?: string) {
    this.#getKey = memoize(() => importSecret(secret));
  }

  async create(approval: KeyedApproval): Promise<string> {
    const signature = await crypto.subtle.sign("HMAC", await this.#getKey(), toMessage(approval));
    return new Uint8Array(signature).toHex();
  }

  async verify(approval: KeyedApproval, key: string): Promise<boolean> {
    if (!/^[0-9a-f]{64}$/.test(key)) return false;
    return await crypto.subtle.verify("HMAC", await this.#getKey(), Uint8Array.fromHex(key), toMessage(approval));
  }
}

/** The secret also signs the states of elicitations: the name keeps the two apart. */
function importSecret(secret: string | undefined): Promise<CryptoKey> {
  const bytes = secret === undefined ? createOwnSecret() : new TextEncoder().encode(`approval keys\n${secret}`);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}

function toMessage({ id, requested_at, question }: KeyedApproval): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify([id, requested_at, question]));
}
