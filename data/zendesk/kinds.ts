/** The kinds of records in an export, and how each is taken in. */

import { type Place, Refusal, type Row } from "../row.ts";
import { cleanTags } from "../values.ts";
import { type Fields, listOf, requiredId, textOf } from "./fields.ts";
import { commentOf, isDeleted, namedOf, ticketOf, userOf } from "./records.ts";
import type { Staging } from "./staging.ts";

export type Kind = "ticket" | "user" | "comment" | "tag" | "group" | "organization";

/** A record as it was found. */
export interface Found {
  kind: Kind;
  place: Place;
  fields: Fields;
  /** The ticket that the place names, for comments that don't say whose they are. */
  ticket?: number | null;
}

/** Keeps a record, and a ticket's comments with it; gives a refusal for each that means nothing. */
export function* stage(staging: Staging, found: Found): Generator<Row> {
  const { kind, place, fields } = found;
  try {
    if (isDeleted(fields) && kind !== "ticket") throw new Refusal(`The ${kind} was deleted.`);
    stageRecord(staging, found);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    yield { kind: "refused", place, reason: error.message };
    return;
  }
  if (kind === "ticket") yield* stageCommentsInside(staging, found);
}

/** Exports of whole accounts have each ticket's comments inside of it. */
function* stageCommentsInside(staging: Staging, { place, fields }: Found): Generator<Row> {
  const ticket = requiredId(fields, "id");
  for (const [index, comment] of listOf(fields["comments"]).entries()) {
    const at = typeof place.at === "number" ? place.at : `${place.at}.comments[${index}]`;
    yield* stage(staging, { kind: "comment", place: { ...place, at }, fields: comment, ticket });
  }
}

function stageRecord(staging: Staging, { kind, place, fields, ticket = null }: Found): void {
  switch (kind) {
    case "ticket":
      return staging.addTicket({ place, value: ticketOf(fields) });
    case "user":
      return staging.addUser({ place, value: userOf(fields) });
    case "comment":
      return staging.addComment({ place, value: commentOf(fields, ticket) });
    case "tag":
      return stageTag(staging, place, fields);
    case "group":
    case "organization":
      return staging.addName(kind, namedOf(fields));
  }
}

function stageTag(staging: Staging, place: Place, fields: Fields): void {
  const ticket = requiredId(fields, "ticket_id");
  const [tag] = cleanTags([textOf(fields, "tag")]);
  if (tag === undefined) throw new Refusal("It has no tag.");
  staging.addTag({ place, value: { ticket, tag } });
}
