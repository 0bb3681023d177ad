import {
  type AtomicOperation,
  type CommitResult,
  type KeyValueStore,
  StoreDecorator,
} from "../../../store/kv/port/mod.ts";

/** Fails like a process that is killed: after this many commits, all others fail. */
export class InterruptedStore extends StoreDecorator {
  constructor(kv: KeyValueStore, private left: number) {
    super(kv);
  }

  override commit(operation: AtomicOperation): Promise<CommitResult> {
    if (this.left-- <= 0) return Promise.reject(new Error("power cut"));
    return super.commit(operation);
  }
}
