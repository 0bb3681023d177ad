/** The question to a person about a change of many tickets. */

import {
  type BatchPlan,
  type BulkUpdate,
  describeBulkChange,
  formatIdRanges,
  type TicketSummary,
} from "../../../store/mod.ts";
import { sha256Sync } from "../../../base/bytes/sha256_sync.ts";
import { type ChangeToApprove, quoteOutsideText, requireApproval } from "../../elicitation/requests/mod.ts";
import type { InteractiveContext } from "../definition.ts";
import { toTicketRow } from "../texts/mod.ts";
import { describeRestored } from "./restored.ts";
import { formatLeft } from "./result.ts";

/** The ranges of ids that a question shows. The approval has every id and revision. */
const MOST_RANGES = 30;

const QUOTES = { team: quoteOutsideText, customer: quoteOutsideText };

/** Asks for approval of a plan: exactly its tickets at their revisions, and its values. */
export async function requireBulkApproval(
  plan: BatchPlan,
  call: ChangeToApprove["call"],
  context: InteractiveContext,
): Promise<void> {
  await requireApproval({ ...createBulkApproval(plan, context), ...call && { call } }, context);
}

function createBulkApproval(plan: BatchPlan, { batches }: InteractiveContext): ChangeToApprove {
  const { change, first, restored = [] } = plan;
  const { tickets } = change;
  const [ids, noun] = [formatIdRanges(tickets, MOST_RANGES), tickets.length === 1 ? "ticket" : "tickets"];
  const quotes = [
    ...change.tool === "update_tickets" ? quoteValues(change.update) : [],
    ...first.map((ticket, index) => quoteTicket(ticket, restored[index])),
  ];
  return {
    change,
    request: {
      key: `${change.tool} ${sha256Sync(JSON.stringify({ ...change, left: undefined })).toHex()}`,
      message: `${describeBulkChange(change)}? As they are now: ${ids}.${formatUnreverted(plan)}`,
      outsideText: `Texts: ${quotes.join("; ")}${tickets.length > first.length ? "; …" : ""}.`,
      acceptLabel: `Yes, ${change.tool === "undo_batch" ? "revert" : "change"} ${tickets.length} ${noun}`,
    },
    recordRefusal: (context) => batches.recordRefusal(change, context),
  };
}

/** Names the tickets that an undo leaves, or reverts in part. Of another change, the caller has chosen the tickets. */
function formatUnreverted({ change, left, kept = [] }: BatchPlan): string {
  if (change.tool !== "undo_batch") return "";
  const notes = [...formatLeft("Partly reverted", kept), ...formatLeft("Not reverted", left)];
  return notes.map((note) => ` ${note}`).join("");
}

function quoteValues({ assignee, add_tags = [], remove_tags = [], custom, resolution }: BulkUpdate): string[] {
  return [
    ...assignee ? [`assignee ${quoteOutsideText(assignee)}`] : [],
    ...add_tags.length > 0 ? [`add tags ${add_tags.map(quoteOutsideText).join(" ")}`] : [],
    ...remove_tags.length > 0 ? [`remove tags ${remove_tags.map(quoteOutsideText).join(" ")}`] : [],
    ...custom === undefined ? [] : [`custom fields ${quoteOutsideText(formatValues(custom))}`],
    ...resolution === undefined ? [] : [`resolution ${quoteOutsideText(resolution)}`],
  ];
}

/** Formats new values of custom fields: `plan: Pro; order: (none)`. */
function formatValues(custom: Readonly<Record<string, unknown>>): string {
  return Object.entries(custom).map(([name, value]) => `${name}: ${value === null || value === "" ? "(none)" : value}`)
    .join("; ");
}

/** @param then The same ticket as an undo would leave it. */
function quoteTicket(ticket: TicketSummary, then?: TicketSummary): string {
  const { id, subject, customer, status, priority } = ticket;
  const changes = then === undefined ? [] : describeRestored(toTicketRow(ticket), toTicketRow(then), QUOTES);
  const state = [`${status}, ${priority}`, ...changes.length === 0 ? [] : [`back: ${changes.join(", ")}`]].join("; ");
  return `#${id} (${state}) ${quoteOutsideText(subject)} from ${quoteOutsideText(customer)}`;
}
