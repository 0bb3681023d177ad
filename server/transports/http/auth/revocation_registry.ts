/** What was opened with which credential, so that it ends when that is revoked. */
export class RevocationRegistry {
  readonly #ends = new Map<string, Set<() => void>>();

  /**
   * Remembers something that was opened.
   *
   * @param credential Undefined for one that nobody can revoke.
   * @param end Ends it.
   * @returns Is to be called when it has ended by itself.
   */
  add(credential: string | undefined, end: () => void): () => void {
    if (credential === undefined) return () => {};
    const ends = this.#ends.get(credential) ?? new Set();
    this.#ends.set(credential, ends.add(end));
    return () => {
      if (ends.delete(end) && ends.size === 0) this.#ends.delete(credential);
    };
  }

  /** Ends all that was opened with a credential. */
  revoke(credential: string): void {
    for (const end of [...this.#ends.get(credential) ?? []]) end();
  }
}
