import * as z from "zod";
import { defineTool } from "../definition.ts";
import { cursor, customer, limit, nextCursor } from "../schemas.ts";
import { formatCustomer } from "../texts/customer.ts";

/** Finds accounts. */
export const searchCustomers = defineTool({
  name: "search_customers",
  title: "Search customers",
  description:
    "Find customers' accounts by words of their name or e-mail address, and by tier:pro (free, pro, enterprise) or " +
    "status:suspended (active, suspended). An empty query lists everybody, by e-mail. Use get_customer for a known address.",
  inputSchema: z.object({
    query: z.string().max(1000).default("").describe("Such as: alice tier:pro"),
    limit: limit.default(20).describe("How many accounts at most, 20 unless asked"),
    cursor: cursor.exactOptional(),
  }),
  outputSchema: z.object({ customers: z.array(customer), cursor: nextCursor }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ query, ...page }, { customers }) {
    const { items, cursor } = await customers.search(query, page);
    return { customers: items.map((account) => ({ ...account, notes: account.notes.slice(0, 200) })), cursor };
  },
  text({ customers, cursor }) {
    const more = cursor === null ? "" : `There may be more: ask again with cursor ${cursor}`;
    return [customers.length === 0 ? "No customers found." : "", ...customers.map(formatCustomer), more]
      .filter(Boolean).join("\n");
  },
});
