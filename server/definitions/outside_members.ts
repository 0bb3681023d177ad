/** The members of a result whose text people wrote, by their paths. Resources need no more than that: it is apart from the schemas. */

/** A member from outside. Its path is parsed once, because every result is searched for its members. */
export interface OutsideMember {
  /** Such as `tickets[].subject`. */
  readonly path: string;
  /** The names in the path, such as `tickets` and `subject`. */
  readonly names: readonly string[];
}

/** Parses a path such as `tickets[].subject`. */
export function parsePath(path: string): OutsideMember {
  return { path, names: path.replaceAll("[]", "").split(".") };
}

/**
 * Adds the names of the members from outside that the result has.
 *
 * @param isPresent Checks whether the result has a member. By default it looks at the first name in the path only.
 */
export function addOutsideText<Output extends object>(
  output: Output,
  members: readonly OutsideMember[],
  isPresent: (output: Output, names: readonly string[]) => boolean = hasMember,
): Output & { outside_text?: readonly string[] } {
  const present: string[] = [];
  for (const { path, names } of members) if (isPresent(output, names)) present.push(path);
  return present.length === 0 ? output : { ...output, outside_text: present };
}

function hasMember(output: object, [name]: readonly string[]): boolean {
  const member = (output as Record<string, unknown>)[name!];
  return member !== undefined && member !== null && !(Array.isArray(member) && member.length === 0);
}

/**
 * The members of resources whose text people wrote, by the record or the list that is shown. The schemas of the tools mark the
 * same members, which a test checks: they are listed here because a resource is read before any schema is loaded.
 */
export const OUTSIDE_TEXT = {
  ticket: parsePaths(
    "subject customer resolution description assignee tags escalation.reason escalation.note escalation.by " +
      "external_id attachments[].name attachments[].type links[].subject custom",
  ),
  tickets: parsePaths("tickets[].subject tickets[].customer tickets[].assignee tickets[].tags tickets[].custom"),
  ticketEvents: parsePaths(
    "events[].by events[].before events[].after events[].comment.author events[].comment.body " +
      "events[].comment.edited_by events[].earlier_text events[].answers[].question events[].answers[].by",
  ),
  customer: parsePaths("email name notes organization"),
  customerEvents: parsePaths(
    "events[].email events[].by events[].before events[].after events[].answers[].question events[].answers[].by",
  ),
  article: parsePaths("id title tags body"),
};

function parsePaths(paths: string): readonly OutsideMember[] {
  return paths.split(" ").map(parsePath);
}
