import type * as z from "zod";
import type { CustomerEvent } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import type { Schemas } from "../definition.ts";
import { readFittingPage } from "../sizes/mod.ts";
import { formatEvent, truncateEvent } from "../texts/mod.ts";

/** Reads the events of a customer account. */
export const getAccountHistory = defineTool({
  name: "get_account_history",
  title: "Get account history",
  description:
    "List every change (the history) of a customer account, oldest first: when, by which host, the values before and after, and the " +
    "approvals. Use it to find out who changed a tier, a status or notes; for the current values, use get_customer. " +
    "Returns a page of changes and a cursor for more. " +
    MARKS_RULE,
  inputSchema: ({ z, email, limit, cursor }) =>
    z.object({
      email,
      limit: limit.default(20).describe("Changes per page"),
      cursor: cursor.exactOptional(),
    }),
  outputSchema: ({ z, customerEvent, nextCursor }) => z.object({ events: z.array(customerEvent), cursor: nextCursor }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ email, ...page }, { customers }) {
    const read = (limit: number) => customers.listEvents(email, { ...page, limit });
    const { items: events, cursor } = await readFittingPage(read, page.limit, {
      toItem: (event, textBytes) => truncateEvent(event, textBytes, "get_customer"),
      format: formatEvent,
    });
    return { events: events as z.input<Schemas["customerEvent"]>[], cursor };
  },
  formatText({ events, cursor }) {
    const more = cursor === null ? [] : [`More changes: call again with cursor ${cursor}`];
    return [...(events as CustomerEvent[]).map(formatEvent), ...more].join("\n");
  },
});
