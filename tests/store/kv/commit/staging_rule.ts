import type { Rule, Transaction } from "../../../../store/kv/commit/transaction.ts";

/** Creates a rule that only stages. */
export function createStagingRule(stage: (transaction: Transaction) => void): Rule<void> {
  return (transaction) => Promise.resolve(stage(transaction));
}
