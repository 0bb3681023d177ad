import { toPrintableLine } from "../../base/text/printable.ts";
import { type Approval, formatActor, formatIdRanges, type FrozenChange } from "../../store/mod.ts";

/** Formats a change in a few words, such as `merge ticket #43 (revision 1) into #42 (revision 3)`. */
export function formatChange(change: FrozenChange): string {
  if (change.tool === "merge_tickets") {
    const { ticket_id, revision, into_ticket_id, into_revision } = change;
    return `merge ticket #${ticket_id} (revision ${revision}) into #${into_ticket_id} (revision ${into_revision})`;
  }
  if (change.tool === "export_ticket") {
    const { ticket_id, revision, path } = change;
    return toPrintableLine(`write ticket #${ticket_id} (revision ${revision}) to ${path}`);
  }
  if (change.tool === "erase_customer") {
    return toPrintableLine(`erase customer ${change.email} (revision ${change.revision})`);
  }
  if (change.tool === "undo_batch") {
    return toPrintableLine(`revert batch ${change.batch_id} in tickets ${formatIdRanges(change.tickets)}`);
  }
  if (change.tool === "update_tickets") {
    return toPrintableLine(`change tickets ${formatIdRanges(change.tickets)}: ${formatValues(change.update)}`);
  }
  return toPrintableLine(
    `change account ${change.email} (revision ${change.revision}): ${formatValues(change.update)}`,
  );
}

function formatValues(update: object): string {
  return Object.entries(update).map(([field, value]) => `${field} ${JSON.stringify(value)}`).join(", ");
}

/** Formats an approval for a list: one line about it, and one with its question. */
export function formatApprovalRow({ id, state, change, question, requested_by, expires_at }: Approval): string {
  const expiry = state === "pending" ? `expires ${expires_at}` : state;
  return `${id}  ${change.tool}, requested by ${toPrintableLine(formatActor(requested_by))}, ${expiry}\n    ${
    toPrintableLine(question)
  }\n`;
}

/** Formats everything about an approval. */
export function formatApproval(approval: Approval): string {
  const { id, state, change, question, requested_by, requested_at, expires_at } = approval;
  const { decided_by, decided_via, decided_at, reason } = approval;
  const rows: [string, string | null][] = [
    ["Approval", id],
    ["State", state],
    ["Question", question],
    ["Change", formatChange(change)],
    ["Requested", `by ${formatActor(requested_by)} at ${requested_at}`],
    ["Expires", state === "pending" ? expires_at : null],
    ["Decided", decided_by && `by ${formatActor(decided_by)} (${decided_via}) at ${decided_at}`],
    ["Batch", approval.batch_id ?? null],
    ["Reason", reason],
  ];
  return rows.flatMap(([name, text]) => text === null ? [] : [`${name.padEnd(10)} ${toPrintableLine(text)}\n`]).join(
    "",
  );
}
