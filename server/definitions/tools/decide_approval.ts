import { type Approval, type ApprovalDecision, DeskError, type FrozenChange } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { writeApprovedDocument } from "../approved_document.ts";
import { defineTool } from "../define_tool.ts";
import type { Schemas, ToolContext, ToolDefinition } from "../definition.ts";
import { formatApproval, toApprovalRow } from "../texts/mod.ts";

const MAX_TEXT_BYTES = 2_500;

const inputSchema = ({ z }: Schemas) =>
  z.object({
    approval_id: z.string().min(1).max(20).describe("The approval's id, such as A7"),
    decision: z.enum(["grant", "reject"]),
    key: z.string().max(100).describe("The key of this approval, from the metadata of a result that showed it"),
    reason: z.string().max(500).exactOptional().describe("Why the change is rejected"),
  });
const outputSchema = ({ z, approval }: Schemas) => z.object({ approval });

/**
 * Creates the tool with which the page sends a person's decision. It needs the key of the approval, which no model gets.
 *
 * @param tools The tools of the server whose changes need approval.
 */
export function createDecideApproval(tools: readonly FrozenChange["tool"][]): ToolDefinition {
  return defineTool({
    name: "decide_approval",
    title: "Decide approval",
    description:
      "Carry out or reject a change that waits for approval. Use it only in the app of the desk, when the person presses " +
      "the button: it needs a key that only the app has. To see the decision, use get_approval. Returns the approval. " +
      MARKS_RULE,
    inputSchema,
    outputSchema,
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
    app: "app_only",
    async handle({ approval_id, decision, key, reason }, context) {
      const shown = await context.approvals.get(approval_id);
      if (!tools.includes(shown.change.tool)) {
        throw new DeskError("not_found", `Approval ${shown.id} belongs to another server (${shown.change.tool}).`);
      }
      if (!await context.verifyDecision(shown, key)) {
        const text = `key is not valid for approval ${shown.id}. Nothing was decided. Read the approval again.`;
        throw new DeskError("not_approved", text);
      }
      requirePending(shown);
      const decided = decision === "grant"
        ? await grant(shown, context)
        : await context.approvals.reject(shown.id, reason ?? null, createDecision(context));
      return { approval: toApprovalRow(decided, MAX_TEXT_BYTES) };
    },
    formatText: ({ approval }) => formatApproval(approval),
  });
}

/** The desk checks this too, but names the person who decided. */
function requirePending({ id, state }: Approval): void {
  if (state === "pending") return;
  throw new DeskError(
    "wrong_state",
    `Approval ${id} is ${state} already. Nothing was changed. Read the approval again.`,
    { reasons: [{ code: "approval_decided", id, state }] },
  );
}

function grant({ id }: Approval, context: ToolContext): Promise<Approval> {
  return context.approvals.grant(
    id,
    createDecision(context),
    (change) => writeApprovedDocument(change, context, Deno.hostname()),
  );
}

function createDecision({ createChangeContext }: ToolContext): ApprovalDecision {
  return { by: createChangeContext().by, via: "app" };
}
