import type { CommitOptions, Commits, Rule } from "./transaction.ts";

/** Runs rules on what is there and gives their answers, but writes nothing. */
export class Rehearsal implements Commits {
  constructor(private readonly commits: Commits) {}

  async commit<T>(rule: Rule<T>, options?: CommitOptions): Promise<T> {
    try {
      // A rule that throws leaves no trace: so its answer is thrown.
      return await this.commits.commit<never>(async (transaction) => {
        throw new Answer(await rule(transaction));
      }, options);
    } catch (thrown) {
      if (thrown instanceof Answer) return thrown.value as T;
      throw thrown;
    }
  }
}

class Answer {
  constructor(readonly value: unknown) {}
}
