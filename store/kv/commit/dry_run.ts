import type { CommitOptions, Commits, Rule } from "./transaction.ts";

/** Runs rules on what is there and gives their answers, but writes nothing. */
export class DryRun implements Commits {
  constructor(private readonly commits: Commits) {}

  async commit<T>(rule: Rule<T>, options?: CommitOptions): Promise<T> {
    try {
      // A rule that throws leaves no trace: so its answer is thrown.
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
