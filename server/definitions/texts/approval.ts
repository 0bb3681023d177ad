/** Approvals as models see them. */

import { type Approval, getResponsibleName } from "../../../store/mod.ts";
import { cutText, formatTruncated, listTruncated, type Truncated } from "../sizes/mod.ts";
import { formatActor } from "./actor.ts";
import { markCustomerLine, markTeamLine } from "../../marks/mod.ts";

/** An approval as tools return it. */
export interface ApprovalRow
  extends Truncated, Omit<Approval, "change" | "requested_by" | "decided_by" | "decided_via"> {
  tool: string;
  change: Record<string, unknown>;
  requested_by: string;
  decided_by: string | null;
  decided_via: string | null;
}

/** @param textBytes The most bytes of a text in the change, and of the reason. */
export function toApprovalRow(
  { change, requested_by, decided_by, reason, ...approval }: Approval,
  textBytes: number,
): ApprovalRow {
  const hint = `support-mcp approvals show ${approval.id} shows the full text`;
  const cut = (text: string) => cutText(text, textBytes, hint);
  const shortReason = reason === null ? null : cut(reason);
  const { tool, ...values } = change;
  const notes = "update" in values && values.update.notes !== undefined ? cut(values.update.notes) : undefined;
  return {
    ...approval,
    tool,
    change: notes === undefined || !("update" in values)
      ? values
      : { ...values, update: { ...values.update, notes: notes.text } },
    requested_by: formatActor(requested_by),
    decided_by: decided_by && getResponsibleName(decided_by),
    reason: shortReason && shortReason.text,
    ...listTruncated({ "change.update.notes": notes?.note, reason: shortReason?.note }),
  };
}

/** Formats an approval in one line: id, state, tool, who asked, when it expires or who decided, and the question. */
export function formatApproval(approval: ApprovalRow): string {
  const { id, state, tool, question, requested_by, requested_at, expires_at } = approval;
  const { decided_by, decided_via, decided_at, reason } = approval;
  const decision = [
    decided_by === null ? "" : ` Decided by ${markTeamLine(decided_by)} (${decided_via}) at ${decided_at}.`,
    reason === null ? "" : ` Reason: ${markTeamLine(reason)}`,
  ].join("");
  const effect = state === "granted" && reason === null ? " The change was carried out." : "";
  const expiry = state === "pending" ? ` Expires at ${expires_at}.` : "";
  const line =
    `${id} [${state}] ${tool}, requested by ${
      markTeamLine(requested_by)
    } at ${requested_at}.${expiry}${decision}${effect} ` +
    markCustomerLine(question);
  return [line, ...formatTruncated(approval)].join(" ");
}
