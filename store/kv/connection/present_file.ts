import { StoreGoneError, type StoreIdentity } from "../file/mod.ts";
import { type AtomicOperation, type CommitResult, type KeyValueStore, StoreDecorator } from "../port/mod.ts";

/** Acknowledges a commit only while the store's paths name the files that it went into. */
export class PresentFile extends StoreDecorator {
  readonly #identity: StoreIdentity;
  #isGone = false;

  constructor(inner: KeyValueStore, identity: StoreIdentity) {
    super(inner);
    this.#identity = identity;
  }

  /** @throws {StoreGoneError} If the files were moved, removed or replaced. */
  override async commit(operation: AtomicOperation): Promise<CommitResult> {
    if (this.#isGone) this.requirePresence({ mayBeSaved: false });
    const result = await super.commit(operation);
    this.requirePresence({ mayBeSaved: true });
    return result;
  }

  /** @throws {StoreGoneError} If the files were moved, removed or replaced. */
  requirePresence({ mayBeSaved }: { mayBeSaved: boolean }): void {
    this.#isGone = !this.#identity.isPresent();
    if (this.#isGone) throw new StoreGoneError(mayBeSaved);
  }

  /** Leaves files that are gone alone: SQLite would remove the write-ahead log of the store that took their place. */
  override [Symbol.dispose](): void {
    if (this.#identity.isPresent()) super[Symbol.dispose]();
  }
}
