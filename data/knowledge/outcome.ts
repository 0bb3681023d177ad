/** The outcomes for one file or article, in the order in which they are counted. */
export const OUTCOMES = ["added", "changed", "restored", "archived", "unchanged", "rejected"] as const;
export type FolderOutcome = (typeof OUTCOMES)[number];

export interface FolderOptions {
  /** Report what would happen, and change nothing. */
  dryRun: boolean;
  /**
   * Called for each file or article.
   *
   * @param name The id of the article, or the name of a rejected file.
   */
  report(outcome: FolderOutcome, name: string, reason?: string): void;
}
