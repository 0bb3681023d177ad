import { countEdits } from "../../../base/text/compare/count_edits.ts";

/** Names that models write for arguments, taken from other help desks. */
const NEAR_NAMES: Readonly<Record<string, readonly string[]>> = {
  query: ["q", "search", "search_query", "search_term", "term", "terms", "keyword", "keywords", "text", "words"],
  id: ["article_id", "article", "slug"],
  batch_id: ["batch", "id"],
  approval_id: ["approval", "id"],
  number: ["comment", "comment_id", "comment_number"],
  ticket_id: ["id", "ticket", "number", "ticket_number"],
  body: ["text", "comment", "message", "content", "note", "reply"],
  kind: ["type", "comment_type"],
  description: ["body", "text", "content", "details", "message", "comment"],
  subject: ["title", "summary"],
  resolution: ["text", "comment", "message", "solution", "reason", "note"],
  reason: ["text", "comment", "message", "note", "explanation"],
  priority: ["prio", "urgency", "severity"],
  assignee: ["assigned_to", "assign_to", "owner"],
  account_tier: ["tier", "plan"],
  name: ["filename", "file_name", "attachment", "full_name"],
  notes: ["note", "comment"],
};

/** Shorter names have too many neighbours. */
const MIN_LENGTH = 4;

/**
 * Finds the argument that an unknown name stands for: a word of other help desks, or a misspelling.
 *
 * @param known The names of arguments that are not given.
 */
export function findNearName(unknown: string, known: readonly string[]): string | undefined {
  const name = unknown.toLowerCase();
  return known.find((argument) => Object.hasOwn(NEAR_NAMES, argument) && NEAR_NAMES[argument]!.includes(name)) ??
    known.find((argument) => argument.length >= MIN_LENGTH && countEdits(name, argument) === 1);
}
