import type { CommitOptions, Commits, Rule } from "./transaction.ts";

/** Runs rules on the stored data and returns their results, but writes nothing. */
export class DryRun implements Commits {
  constructor(private readonly commits: Commits) {}

  async commit<T>(rule: Rule<T>, options?: CommitOptions): Promise<T> {
    try {
      // A rule that throws stages nothing, so the result is thrown.
      return await this.commits.commit<never>(async (transaction) => {
        throw new DryRunResult(await rule(transaction));
      }, options);
    } catch (thrown) {
      if (thrown instanceof DryRunResult) return thrown.value as T;
      throw thrown;
    }
  }
}

class DryRunResult {
  constructor(readonly value: unknown) {}
}
