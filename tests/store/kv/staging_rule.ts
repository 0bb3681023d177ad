import type { Rule, Transaction } from "../../../store/kv/transaction.ts";

/** A rule that only stages. */
export function staging(stage: (transaction: Transaction) => void): Rule<void> {
  return (transaction) => Promise.resolve(stage(transaction));
}
