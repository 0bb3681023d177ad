/** Sessions and streams by credential, so that they end when it is revoked. */
export class RevocationRegistry {
  readonly #ends = new Map<string, Set<() => void>>();

  /**
   * Registers something that was opened with a credential.
   *
   * @param credential Undefined if it can't be revoked.
   * @param end Ends it.
   * @returns The function to call when it has ended.
   */
  add(credential: string | undefined, end: () => void): () => void {
    if (credential === undefined) return () => {};
    const ends = this.#ends.get(credential) ?? new Set();
    this.#ends.set(credential, ends.add(end));
    return () => {
      if (ends.delete(end) && ends.size === 0) this.#ends.delete(credential);
    };
  }

  /** Ends everything that was opened with a credential. */
  revoke(credential: string): void {
    for (const end of [...this.#ends.get(credential) ?? []]) end();
  }
}
