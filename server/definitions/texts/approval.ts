/** Approvals as models see them. */

import {
  type Approval,
  formatActor,
  formatIdRanges,
  type FrozenChange,
  getResponsibleName,
} from "../../../store/mod.ts";
import { cutText, formatTruncated, listTruncated, type Truncated } from "../sizes/mod.ts";
import { markCustomerLine, markTeamLine } from "../../marks/mod.ts";

/** An approval as tools return it. */
export interface ApprovalRow
  extends Truncated, Omit<Approval, "change" | "requested_by" | "decided_by" | "decided_via" | "erased"> {
  tool: string;
  change: Record<string, unknown>;
  requested_by: string;
  decided_by: string | null;
  decided_via: string | null;
}

/** @param textBytes The maximum number of bytes of a text in the change, and of the reason. */
export function toApprovalRow(
  { change, requested_by, decided_by, reason, erased: _erased, ...approval }: Approval,
  textBytes: number,
): ApprovalRow {
  const hint = `support-mcp approvals show ${approval.id} shows the full text`;
  const cut = (text: string) => cutText(text, textBytes, hint);
  const shortReason = reason === null ? null : cut(reason);
  const { tool, ...values } = change;
  const long = findLongText(change);
  const text = long && cut(long.text);
  const tickets = "tickets" in values && { count: values.tickets.length, tickets: formatIdRanges(values.tickets) };
  return {
    ...approval,
    tool,
    change: {
      ...values,
      ...tickets,
      ...text && "update" in values && { update: { ...values.update, [long.field]: text.text } },
    },
    requested_by: formatActor(requested_by),
    decided_by: decided_by && getResponsibleName(decided_by),
    reason: shortReason && shortReason.text,
    ...listTruncated({ [`change.update.${long?.field}`]: text?.note, reason: shortReason?.note }),
  };
}

/** Finds the value of a change that can be long. */
function findLongText(change: FrozenChange): { field: string; text: string } | undefined {
  const [field, text] = change.tool === "update_account"
    ? ["notes", change.update.notes]
    : change.tool === "update_tickets"
    ? ["resolution", change.update.resolution]
    : [];
  return field === undefined || text === undefined ? undefined : { field, text };
}

/** Formats an approval in one line: id, state, tool, who asked, when it expires or who decided, and the question. */
export function formatApproval(approval: ApprovalRow): string {
  const { id, state, tool, question, requested_by, requested_at, expires_at } = approval;
  const { decided_by, decided_via, decided_at, reason } = approval;
  const decision = [
    decided_by === null ? "" : ` Decided by ${markTeamLine(decided_by)} (${decided_via}) at ${decided_at}.`,
    reason === null ? "" : ` Reason: ${markTeamLine(reason)}`,
  ].join("");
  const expiry = state === "pending" ? ` Expires at ${expires_at}.` : "";
  const line =
    `${id} [${state}] ${tool}, requested by ${markTeamLine(requested_by)} at ${requested_at}.${expiry}${decision}${
      formatEffect(approval)
    } ` +
    markCustomerLine(question);
  return [line, ...formatTruncated(approval)].join(" ");
}

function formatEffect({ state, reason, batch_id, changed_count }: ApprovalRow): string {
  if (state !== "granted" || reason !== null && batch_id === undefined) return "";
  if (changed_count === 0) return " Nothing was changed.";
  return ` The change was carried out${batch_id === undefined ? "" : ` as batch ${batch_id}`}.`;
}
