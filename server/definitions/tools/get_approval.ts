import { DeskError, type FrozenChange } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import type { Schemas, ToolDefinition } from "../definition.ts";
import { formatApproval, toApprovalRow } from "../texts/mod.ts";

const MAX_TEXT_BYTES = 2_500;

const inputSchema = ({ z }: Schemas) =>
  z.object({ approval_id: z.string().min(1).max(20).describe("The approval's id, such as A7") });
const outputSchema = ({ z, approval }: Schemas) => z.object({ approval });

/**
 * Creates the tool that reads one approval.
 *
 * @param tools The tools of the server whose changes need approval.
 */
export function createGetApproval(tools: readonly FrozenChange["tool"][]): ToolDefinition {
  return defineTool({
    name: "get_approval",
    title: "Get approval",
    description:
      "Read one approval by its id: the exact change, its state, and who decided. Use it after an approval_required error, to " +
      "see if a person has granted the change; use list_approvals to see everything that waits. A granted change has been " +
      `carried out: do not call the tool again. Returns the approval. ` +
      MARKS_RULE,
    inputSchema,
    outputSchema,
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    app: "card",
    async handle({ approval_id }, { approvals, offerDecision }) {
      const found = await approvals.get(approval_id);
      if (!tools.includes(found.change.tool)) {
        throw new DeskError("not_found", `Approval ${found.id} belongs to another server (${found.change.tool}).`);
      }
      await offerDecision(found);
      return { approval: toApprovalRow(found, MAX_TEXT_BYTES) };
    },
    formatText: ({ approval }) => formatApproval(approval),
  });
}
