import { isPlainObject } from "../../../../base/values/is_plain_object.ts";
import type { ArticleRevision } from "../../../knowledge.ts";
import { toArticleSummary } from "../../../rules/knowledge/mod.ts";
import { toCanonicalJson } from "../../../rules/values/mod.ts";
import { isArticleRevision } from "../../forms/mod.ts";
import { type StoredRevision, sumContent } from "../../knowledge/mod.ts";
import type { Row } from "../../rows/mod.ts";
import type { Report } from "./findings.ts";

/** An article whose parts fit together. */
export interface AssembledArticle {
  number: number;
  /** In order, without gaps. The last one is the current one. */
  revisions: ArticleRevision[];
}

/**
 * Puts an article together from what can be read.
 *
 * @param record The stored record, unchecked; undefined if there is none.
 * @param rows Its revisions.
 * @returns Null if nothing can be read.
 */
export function assembleArticle(
  number: number,
  record: unknown,
  rows: readonly Row[],
  report: Report,
): AssembledArticle | null {
  const revisions = completeRevisions(number, rows, report);
  if (revisions.length === 0) return null;
  reportRecord(record, revisions, report);
  return { number, revisions };
}

/** Returns the revisions. Lost ones are replaced by the one after them. */
function completeRevisions(number: number, rows: readonly Row[], report: Report): ArticleRevision[] {
  const known = new Map<number, ArticleRevision>();
  for (const { key, value } of rows) {
    if (!isArticleRevision<StoredRevision>(value, Number(key.at(-1)))) continue;
    const { sum, ...revision } = value;
    if (sum !== sumContent(revision.content)) {
      report("lost", `revision ${revision.revision} is not the one that was written.`);
    }
    known.set(revision.revision, revision);
  }
  const last = Math.max(0, ...rows.map(({ key }) => Number(key.at(-1))));
  const revisions: ArticleRevision[] = [];
  for (let revision = last; revision >= 1; revision--) {
    const stored = known.get(revision) ?? revisions[0];
    if (!known.has(revision)) report("lost", `revision ${revision}${stored === undefined ? "." : REPLACED}`);
    if (stored !== undefined) revisions.unshift({ ...stored, revision });
  }
  if (revisions.length === 0) report("lost", `everything but the number ${number}.`);
  return revisions;
}

const REPLACED = ". A repair puts the one after it there.";

function reportRecord(record: unknown, revisions: readonly ArticleRevision[], report: Report): void {
  const last = revisions.at(-1)!;
  const expected = toArticleSummary(last, revisions[0]!.at);
  if (record === undefined) report("rebuilt", "its record is missing.");
  else if (isPlainObject(record) && Number(record.revision) > last.revision) {
    report("lost", `its text at revision ${record.revision}. A repair keeps revision ${last.revision}.`);
  } else if (toCanonicalJson(record) !== toCanonicalJson(expected)) {
    report("rebuilt", "its record is not that of its last revision.");
  }
}
