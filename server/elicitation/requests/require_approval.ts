import {
  type Approval,
  type Approvals,
  type BatchInput,
  type ChangeContext,
  DeskError,
  formatStoreFlag,
  type FrozenChange,
  getResponsibleName,
  type RequestOutcome,
  toStaleRevision,
} from "../../../store/mod.ts";
import { markTeamLine } from "../../marks/mod.ts";
import { type ApprovalRequest, type ClientRequests, formatQuestion } from "./client_requests.ts";

/** A change that a person must approve. */
export interface ChangeToApprove {
  change: FrozenChange;
  request: ApprovalRequest;
  /** The call, for its repeats after the approval was granted. */
  call?: { idempotencyKey: string | undefined; input?: BatchInput };
  /** Tells the model how the change differs from what it asked for. */
  remark?: string;
  /** Records in the history that the change was not approved. */
  recordRefusal(context: ChangeContext): Promise<void>;
}

/** The parts of a call that an approval needs. */
interface ApprovalContext {
  client: Pick<ClientRequests, "requestApproval">;
  approvals: Pick<Approvals, "check" | "isCarriedOut" | "request" | "location">;
  createChangeContext(): ChangeContext;
  /** The client shows the page of MCP Apps, on which a person can decide. */
  hasApps: boolean;
}

type Refusal = Exclude<RequestOutcome, "accepted" | "rejected" | "unattended">;

const REASONS: Readonly<Record<Refusal, (tool: string) => string>> = {
  declined: (tool) => `${tool} was declined by the host or a person. Some hosts decline without asking anyone.`,
  cancelled: (tool) => `${tool} was cancelled by the host or a person. Some hosts cancel without asking anyone.`,
  not_possible: (tool) => `${tool} needs a person's approval, and this host cannot ask for it.`,
};

/**
 * Asks for approval of a change that is possible. Without approval the change becomes a pending approval, which a person can grant later, and the
 * call ends. A repeat of a call that has carried out the change needs no approval: the desk returns the first result.
 *
 * @throws {DeskError} `approval_required` unless a person approved, or the server is unattended. `not_approved` if a person
 *   rejected the change, now or as a pending approval that would still wait. Before anyone is asked: the error of a change that the desk would reject.
 */
export async function requireApproval(
  { change, request, call, remark, recordRefusal }: ChangeToApprove,
  { client, approvals, createChangeContext, hasApps }: ApprovalContext,
): Promise<void> {
  const asked = { change, ...call?.input && { input: call.input } };
  const withKey = (context: ChangeContext) =>
    call?.idempotencyKey === undefined ? context : { ...context, idempotencyKey: call.idempotencyKey };
  if (await approvals.isCarriedOut(asked, withKey(createChangeContext()))) return;
  await approvals.check(change);
  const outcome = await client.requestApproval(request);
  if (outcome === "accepted" || outcome === "unattended") return;
  const context = createChangeContext();
  const isAnswer = outcome !== "not_possible";
  if (isAnswer) await recordRefusal(context);
  if (outcome === "rejected") throw createRejectedInForm(change);
  const { approval, isNew } = await approvals.request(
    { ...asked, question: formatQuestion(request) },
    withKey(context),
  );
  if (approval.state === "rejected") throw createRejectedEarlier(approval);
  if (!isAnswer && isNew) await recordRefusal(context); // repeated calls add nothing to the history
  throw createApprovalRequired(outcome, approval, remark, explainDecision(approval.id, approvals.location, hasApps));
}

function createRejectedInForm({ tool }: FrozenChange): DeskError {
  const text = `${tool} was rejected by a person, in a form of the host. Nothing was changed, and nothing waits for ` +
    "approval. Do not ask for this change again unless the person wants it.";
  return new DeskError("not_approved", text, { reasons: [{ code: "rejected_by_person" }] });
}

function createRejectedEarlier({ id, change, decided_by, reason, expires_at }: Approval): DeskError {
  const who = decided_by === null ? "a person" : markTeamLine(getResponsibleName(decided_by));
  const why = reason === null ? "" : ` Reason: ${markTeamLine(reason)}.`;
  const text =
    `${change.tool} was rejected by ${who}, as approval ${id}.${why} Nothing was changed. The same change can ` +
    `wait for approval again after ${expires_at}. Do not ask for it again unless a person wants it.`;
  return new DeskError("not_approved", text);
}

function createApprovalRequired(
  outcome: Refusal,
  { id, change: { tool }, expires_at }: Approval,
  remark: string | undefined,
  explanation: string,
): DeskError {
  return new DeskError(
    "approval_required",
    `approval_required: ${REASONS[outcome](tool)} Nothing was changed.${
      remark ? ` ${remark}` : ""
    } The change waits as approval ${id} until ` +
      `${expires_at}. ${explanation}`,
    { reasons: [{ code: "waits_for_approval", id }] },
  );
}

function explainDecision(id: string, location: string | null, hasApps: boolean): string {
  if (hasApps) {
    return `Only a person may decide: call get_approval with approval_id ${id}, which shows them a card with buttons. ` +
      "Later, get_approval shows the decision.";
  }
  if (location === null) {
    return "Only a person may decide, and no terminal can reach it, because this store is in memory. Use a host that can ask " +
      "a person, or start the server again with --db FILE, or with --unattended to ask no one.";
  }
  const db = formatStoreFlag(location);
  return `Only a person may decide: ask them to run support-mcp approvals show ${id}${db} and then support-mcp approvals ` +
    `grant ${id}${db} (or reject). Then get_approval shows the decision.`;
}

/**
 * Returns the revision that a change is based on: the one that the caller expects, or else the one that was read.
 *
 * @param thing The ticket or customer, such as `Ticket #42`.
 * @throws {DeskError} `stale_revision` if the caller expects a later one. Another change could make it the current one after the
 *   approval.
 */
export function toBaseRevision(thing: string, read: number, expected: number = read): number {
  if (expected > read) throw toStaleRevision(thing, read, expected, "Nothing was changed.");
  return expected;
}
