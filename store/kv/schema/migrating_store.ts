import { type AtomicOperation, type CommitResult, type KeyValueStore, StoreDecorator } from "../port/mod.ts";
import { keys } from "./keys.ts";

/** Another process has finished the step to the next version. */
export class StepOverError extends Error {}

/**
 * A store during a step to the next version. The progress of the step is deleted when the step is over. A process that
 * reads it after that must not begin again: it would count everything twice.
 */
export class MigratingStore extends StoreDecorator {
  /** @param versionstamp That of the version of the layout before the step. */
  constructor(inner: KeyValueStore, private readonly versionstamp: string) {
    super(inner);
  }

  /** @throws {StepOverError} If the operation continues with a step that is over. */
  override async commit({ checks, mutations }: AtomicOperation): Promise<CommitResult> {
    if (!checks.some(({ key }) => key === keys.migration)) return await super.commit({ checks, mutations });
    const schema = { key: keys.schema, versionstamp: this.versionstamp };
    const result = await super.commit({ checks: [...checks, schema], mutations });
    if (!result.ok && (await this.get(keys.schema)).versionstamp !== this.versionstamp) throw new StepOverError();
    return result;
  }
}
