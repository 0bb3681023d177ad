const UNASSIGNED = new Set(["none", "unassigned", "null"]);

/** Reads the name of an assignee. The query filter `assignee:none` has the same word for no assignee. */
export function parseAssignee(name: string): string | null {
  return UNASSIGNED.has(name.trim().toLowerCase()) ? null : name;
}
