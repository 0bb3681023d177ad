import { APPROVAL_STATES, type FrozenChange } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { noteDamage } from "../notices/mod.ts";
import { defineTool } from "../define_tool.ts";
import type { Schemas, ToolDefinition } from "../definition.ts";
import { readFittingPage } from "../sizes/mod.ts";
import { formatApproval, toApprovalRow } from "../texts/mod.ts";

const inputSchema = ({ z, limit, cursor }: Schemas) =>
  z.object({
    state: z.enum(APPROVAL_STATES).default("pending").describe("Only approvals in this state"),
    limit: limit.default(20).describe("Approvals per page"),
    cursor: cursor.exactOptional(),
  });
const outputSchema = ({ z, approval, nextCursor }: Schemas) =>
  z.object({ approvals: z.array(approval), cursor: nextCursor });

/**
 * Creates the tool that lists approvals.
 *
 * @param tools The tools of the server whose changes need approval.
 */
export function createListApprovals(tools: readonly FrozenChange["tool"][]): ToolDefinition {
  return defineTool({
    name: "list_approvals",
    title: "List approvals",
    description:
      "List changes that need a person's approval, such as a merge, oldest first. Use it to see what waits; use " +
      "get_approval for one whose id you know. No tool can grant an approval: a person does, with support-mcp approvals " +
      "grant ID. Returns one row per approval, with its state and its change, and a cursor for more. " +
      MARKS_RULE,
    inputSchema,
    outputSchema,
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    app: "card",
    async handle({ state, ...page }, context) {
      const { approvals, offerDecision } = context;
      const read = (limit: number) => approvals.list({ states: [state], tools }, { ...page, limit });
      const forms = { toItem: toApprovalRow, format: formatApproval };
      const { items, cursor, ...rest } = await readFittingPage(read, page.limit, forms);
      noteDamage(context, rest);
      for (const item of items) await offerDecision(item);
      return { approvals: items, cursor };
    },
    formatText({ approvals, cursor }, { state }) {
      const more = cursor === null ? "" : `There may be more: call again with cursor ${cursor}`;
      return [approvals.length === 0 ? `No ${state} approvals.` : "", ...approvals.map(formatApproval), more]
        .filter(Boolean).join("\n");
    },
  });
}
