/** What a row of CSV says, as a ticket. */

import { LIMITS, type Status, type Tier } from "../../store/mod.ts";
import {
  createNotes,
  createPlaceholderAccount,
  type CsvField,
  parseInstant,
  parsePriority,
  parseStatus,
  parseTagList,
  RowError,
  type SourceLocation,
  splitComment,
  splitTags,
  type TicketRow,
  toTicketText,
  truncateText,
} from "../rows/mod.ts";

/** Gives a field's text; empty when there is none. */
type Read = (field: CsvField) => string;

/**
 * The ticket, and the account to make for its customer.
 *
 * @param externalId The row's own, or a fingerprint.
 * @throws {RowError} When a value means nothing here.
 */
export function toTicketRow(place: SourceLocation, read: Read, externalId: string): TicketRow {
  const customer = read("customer");
  if (customer === "") throw new RowError("It has no customer. --default customer=ADDRESS gives one to such rows.");
  if (read("subject") === "" && read("description") === "") {
    throw new RowError("It has neither subject nor description.");
  }
  const { rest, ...opening } = toTicketText(read("subject"), read("description"));
  const { tags, others } = splitTags(parseTagList(read("tags")));
  const times = parseTimes(read);
  const { state, leftOver } = toState(parseStatus(read("status")), read("resolution"));
  const at = times.created_at;
  const continued = rest.flatMap((body) => splitComment({ author: customer, kind: "reply", body, ...at && { at } }));
  return {
    kind: "ticket",
    place,
    ticket: {
      ticket: {
        ...opening,
        customer,
        priority: parsePriority(read("priority")),
        assignee: read("assignee") || null,
        tags,
        external_id: externalId,
        ...state,
        ...times,
        ...state.status !== "closed" && { closed_at: null },
      },
      comments: [...continued, ...createNotes([others, leftOver], at)],
    },
    account: toAccount(customer, read),
  };
}

function parseTimes(read: Read): Partial<Record<"created_at" | "updated_at" | "closed_at", string>> {
  const fields = ["created_at", "updated_at", "closed_at"] as const;
  return Object.fromEntries(
    fields.filter((field) => read(field) !== "").map((field) => [field, parseInstant(field, read(field))]),
  );
}

/** A resolution that has no place, or not enough, on the ticket becomes a note. */
function toState(status: Status, resolution: string) {
  const fits = status === "closed" && resolution.length <= LIMITS.resolution;
  const leftOver = fits || resolution === "" ? "" : `Resolution: ${resolution}`;
  if (status !== "closed") return { state: { status, resolution: null }, leftOver };
  const text = truncateText(resolution || "Closed before it was imported.", LIMITS.resolution);
  return { state: { status, resolution: text }, leftOver };
}

function toAccount(email: string, read: Read): TicketRow["account"] {
  const [name, tier] = [read("customer_name"), read("account_tier").toLowerCase()];
  const { customer } = createPlaceholderAccount(email);
  // The desk itself refuses a tier that it doesn't know, with its reason.
  return { customer: { ...customer, ...name !== "" && { name }, ...tier !== "" && { account_tier: tier as Tier } } };
}
