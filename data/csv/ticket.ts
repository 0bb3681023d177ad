/** Converting CSV rows to tickets and customers. */

import { truncate } from "../../base/text/truncate.ts";
import { LIMITS, type Status, type Tier } from "../../store/mod.ts";
import {
  createNotes,
  createPlaceholderAccount,
  type CsvField,
  type CustomerRow,
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
} from "../rows/mod.ts";

/** Returns a field's text, or an empty text. */
type Read = (field: CsvField) => string;

/**
 * Converts a row to a ticket and its customer's account.
 *
 * @param externalId The row's own id, or a fingerprint.
 * @param custom The values of custom fields, by name.
 * @throws {RowError} If a value has no meaning here.
 */
export function toTicketRow(
  place: SourceLocation,
  read: Read,
  externalId: string,
  custom: Record<string, string> = {},
): TicketRow {
  if (read("customer") === "") {
    throw new RowError("customer is missing. Set one for such rows with --default customer=ADDRESS.");
  }
  if (read("subject") === "" && read("description") === "") {
    throw new RowError("subject and description are missing.");
  }
  const account = toAccount(read);
  const customer = account.customer.email;
  const { rest, ...opening } = toTicketText(read("subject"), read("description"));
  const { tags, others } = splitTags(parseTagList(read("tags")));
  const times = parseTimes(read);
  const { state, leftOver } = toState(parseStatus(read("status")), read("resolution"));
  const at = times.created_at;
  const continued = rest.flatMap((body) => splitComment({ author: customer, kind: "customer", body, ...at && { at } }));
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
        ...Object.keys(custom).length > 0 && { custom },
      },
      comments: [...continued, ...createNotes([others, leftOver], at)],
    },
    account,
  };
}

/**
 * Converts a row to a customer.
 *
 * @throws {RowError} If it has no address.
 */
export function toCustomerRow(place: SourceLocation, read: Read): CustomerRow {
  if (read("customer") === "") throw new RowError("customer is missing.");
  return { kind: "customer", place, customer: toAccount(read), mayDiffer: true };
}

function parseTimes(read: Read): Partial<Record<"created_at" | "updated_at" | "closed_at", string>> {
  const fields = ["created_at", "updated_at", "closed_at"] as const;
  return Object.fromEntries(
    fields.filter((field) => read(field) !== "").map((field) => [field, parseInstant(field, read(field))]),
  );
}

/** Moves a resolution that does not fit on the ticket to a note. */
function toState(status: Status, resolution: string) {
  const fits = status === "closed" && resolution.length <= LIMITS.resolution;
  const leftOver = fits || resolution === "" ? "" : `Resolution: ${resolution}`;
  if (status !== "closed") return { state: { status, resolution: null }, leftOver };
  const text = truncate(resolution || "Closed before it was imported.", LIMITS.resolution);
  return { state: { status, resolution: text }, leftOver };
}

function toAccount(read: Read): TicketRow["account"] {
  const [name, tier] = [read("customer_name"), read("account_tier").toLowerCase()];
  const { customer } = createPlaceholderAccount(read("customer"));
  // The desk rejects an unknown tier, with the reason.
  return { customer: { ...customer, ...name !== "" && { name }, ...tier !== "" && { account_tier: tier as Tier } } };
}
