/** Kinds of records in an export. */

import { cleanTags, type Row, RowError, type SourceLocation } from "../rows/mod.ts";
import { type Fields, getObjects, getRequiredId, getText } from "./fields.ts";
import { isDeleted, toComment, toNamed, toTicket, toUser } from "./records.ts";
import type { Staging } from "./staging.ts";

export type RecordKind = "ticket" | "user" | "comment" | "tag" | "group" | "organization";

/** A record as found in a file. */
export interface FoundRecord {
  kind: RecordKind;
  place: SourceLocation;
  fields: Fields;
  /** The ticket named by the file, for comments that do not name theirs. */
  ticket?: number | null;
}

/** Stages a record, and a ticket's comments with it. Returns a refusal for each invalid one. */
export function* stageFound(staging: Staging, found: FoundRecord): Generator<Row> {
  const { kind, place, fields } = found;
  try {
    if (isDeleted(fields) && kind !== "ticket") throw new RowError(`The ${kind} was deleted.`);
    stageRecord(staging, found);
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    yield { kind: "refused", place, reason: error.message };
    return;
  }
  if (kind === "ticket") yield* stageNestedComments(staging, found);
}

/** Exports of whole accounts nest comments in their tickets. */
function* stageNestedComments(staging: Staging, { place, fields }: FoundRecord): Generator<Row> {
  const ticket = getRequiredId(fields, "id");
  for (const [index, comment] of getObjects(fields["comments"]).entries()) {
    const at = typeof place.at === "number" ? place.at : `${place.at}.comments[${index}]`;
    yield* stageFound(staging, { kind: "comment", place: { ...place, at }, fields: comment, ticket });
  }
}

function stageRecord(staging: Staging, { kind, place, fields, ticket = null }: FoundRecord): void {
  switch (kind) {
    case "ticket":
      return staging.addTicket({ place, value: toTicket(fields) });
    case "user":
      return staging.addUser({ place, value: toUser(fields) });
    case "comment":
      return staging.addComment({ place, value: toComment(fields, ticket) });
    case "tag":
      return stageTag(staging, place, fields);
    case "group":
    case "organization":
      return staging.addName(kind, toNamed(fields));
  }
}

function stageTag(staging: Staging, place: SourceLocation, fields: Fields): void {
  const ticket = getRequiredId(fields, "ticket_id");
  const [tag] = cleanTags([getText(fields, "tag")]);
  if (tag === undefined) throw new RowError("tag is missing.");
  staging.addTag({ place, value: { ticket, tag } });
}
