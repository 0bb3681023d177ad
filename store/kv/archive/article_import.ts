import { toBatches } from "../../../base/values/to_batches.ts";
import type { ArchivedArticle, ImportResult } from "../../archive.ts";
import type { ArticleRevision, ArticleSummary } from "../../knowledge.ts";
import { listChangedFields, parseArchivedArticle } from "../../rules/knowledge/mod.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { stageArticle, takeArticleNumber, toStoredRevision } from "../knowledge/mod.ts";
import { keys } from "../schema/mod.ts";

/** The revisions in one commit: each has up to 64 KiB. */
const REVISIONS_PER_COMMIT = 6;

/**
 * Imports an article, unless there is one with this id. If its history is too large for one commit, earlier revisions are
 * written first, under a reserved number. They are invisible until the record is written.
 *
 * @throws {DeskError} `invalid` if the history has gaps, or a revision is not valid in this version.
 */
export async function importArticle({ commits }: Store, article: ArchivedArticle): Promise<ImportResult> {
  const revisions = parseArchivedArticle(article);
  const last = revisions.at(-1)!;
  const commit = (stage: (transaction: Transaction) => Promise<void>) =>
    commits.commit<ImportResult>(async (transaction) => {
      const existing = await compareWithStored(transaction, last);
      if (existing !== null) return existing;
      await stage(transaction);
      return { outcome: "added", id: last.id };
    }, { reads: [keys.articleId(last.id)] });
  if (revisions.length <= REVISIONS_PER_COMMIT) {
    return await commit(async (transaction) =>
      await stage(transaction, await takeArticleNumber(transaction), revisions)
    );
  }
  let number = 0;
  const reserved = await commit(async (transaction) => {
    number = await takeArticleNumber(transaction);
  });
  if (reserved.outcome !== "added") return reserved;
  for (const batch of toBatches(revisions.slice(0, -1), REVISIONS_PER_COMMIT)) {
    await commits.commit((transaction) => Promise.resolve(stageRevisions(transaction, number, batch)));
  }
  return await commit((transaction) => stage(transaction, number, [revisions[0]!, last]));
}

async function stage(transaction: Transaction, number: number, revisions: readonly ArticleRevision[]): Promise<void> {
  stageRevisions(transaction, number, revisions.slice(0, -1));
  await stageArticle(transaction, number, null, revisions.at(-1)!, revisions[0]!.at);
}

function stageRevisions(transaction: Transaction, number: number, revisions: readonly ArticleRevision[]): void {
  for (const revision of revisions) {
    transaction.set(keys.articleRevision(number, revision.revision), toStoredRevision(revision));
  }
}

/** Returns null if there is no article with the id. */
async function compareWithStored(
  transaction: Transaction,
  { id, content }: ArticleRevision,
): Promise<ImportResult | null> {
  const number = await transaction.get<number>(keys.articleId(id));
  if (number === null) return null;
  const { revision } = (await transaction.get<ArticleSummary>(keys.article(number)))!;
  const stored = (await transaction.get<ArticleRevision>(keys.articleRevision(number, revision)))!;
  const fields = listChangedFields(stored.content, content);
  if (fields.length === 0) return { outcome: "exists", id };
  return { outcome: "differs", id, reason: `Article ${id} already exists, with a different ${fields.join(", ")}.` };
}
