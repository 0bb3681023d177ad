/** Names that models write for arguments, taken from other help desks. */
const NEAR_NAMES: Readonly<Record<string, readonly string[]>> = {
  query: ["q", "search", "search_query", "search_term", "term", "terms", "keyword", "keywords", "text", "words"],
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
    known.find((argument) => argument.length >= MIN_LENGTH && isMisspelling(name, argument));
}

/** Checks if two names differ in one letter, or in two letters that changed places. */
function isMisspelling(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [first, second] = [one.slice(start), other.slice(start)];
  const isSwap = first[0] === second[1] && first[1] === second[0] && first.slice(2) === second.slice(2);
  return isSwap || first.slice(1) === second.slice(1) || first.slice(1) === second || first === second.slice(1);
}
