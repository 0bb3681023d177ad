/** What a row of CSV says, as a ticket. */

import { LIMITS, type Status, type Tier } from "../../store/mod.ts";
import { accountFor } from "../account.ts";
import { commentsOf, fittingTags, notesOf } from "../comments.ts";
import { type Place, Refusal, type TicketRow } from "../row.ts";
import { beginningOf, openingOf } from "../texts.ts";
import { instantOf, priorityOf, statusOf, tagsOf } from "../values.ts";
import type { CsvField } from "./columns.ts";

/** Gives a field's text; empty when there is none. */
type Read = (field: CsvField) => string;

/**
 * The ticket, and the account to make for its customer.
 *
 * @param externalId The row's own, or a fingerprint.
 * @throws {Refusal} When a value means nothing here.
 */
export function ticketOfRow(place: Place, read: Read, externalId: string): TicketRow {
  const customer = read("customer");
  if (customer === "") throw new Refusal("It has no customer. --default customer=ADDRESS gives one to such rows.");
  if (read("subject") === "" && read("description") === "") {
    throw new Refusal("It has neither subject nor description.");
  }
  const { rest, ...opening } = openingOf(read("subject"), read("description"));
  const { tags, others } = fittingTags(tagsOf(read("tags")));
  const times = timesOf(read);
  const { state, leftOver } = stateOf(statusOf(read("status")), read("resolution"));
  const at = times.created_at;
  const continued = rest.flatMap((body) => commentsOf({ author: customer, kind: "reply", body, ...at && { at } }));
  return {
    kind: "ticket",
    place,
    ticket: {
      ticket: {
        ...opening,
        customer,
        priority: priorityOf(read("priority")),
        assignee: read("assignee") || null,
        tags,
        external_id: externalId,
        ...state,
        ...times,
        ...state.status !== "closed" && { closed_at: null },
      },
      comments: [...continued, ...notesOf([others, leftOver], at)],
    },
    account: accountOf(customer, read),
  };
}

function timesOf(read: Read): Partial<Record<"created_at" | "updated_at" | "closed_at", string>> {
  const fields = ["created_at", "updated_at", "closed_at"] as const;
  return Object.fromEntries(
    fields.filter((field) => read(field) !== "").map((field) => [field, instantOf(field, read(field))]),
  );
}

/** A resolution that has no place, or not enough, on the ticket becomes a note. */
function stateOf(status: Status, resolution: string) {
  const fits = status === "closed" && resolution.length <= LIMITS.resolution;
  const leftOver = fits || resolution === "" ? "" : `Resolution: ${resolution}`;
  if (status !== "closed") return { state: { status, resolution: null }, leftOver };
  const text = beginningOf(resolution || "Closed before it was imported.", LIMITS.resolution);
  return { state: { status, resolution: text }, leftOver };
}

function accountOf(email: string, read: Read): TicketRow["account"] {
  const [name, tier] = [read("customer_name"), read("account_tier").toLowerCase()];
  const { customer } = accountFor(email);
  // The desk itself refuses a tier that it doesn't know, with its reason.
  return { customer: { ...customer, ...name !== "" && { name }, ...tier !== "" && { account_tier: tier as Tier } } };
}
