import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { noteDamage, noteWithoutCustomers } from "../notices/mod.ts";
import { readFittingPage } from "../sizes/mod.ts";
import { formatCustomer } from "../texts/mod.ts";

const MAX_NOTES_LENGTH = 200;

/** Finds customer accounts. */
export const searchCustomers = defineTool({
  name: "search_customers",
  title: "Search customers",
  description:
    "Find customer accounts by words of the name, organization or email (e-mail) address, by tier or status; without " +
    "words, all of them by address. Use it when you do not know the exact address; otherwise use get_customer. Returns one row per account, " +
    "with the start of its notes, and a cursor for more. " +
    MARKS_RULE,
  inputSchema: ({ z, limit, cursor }) =>
    z.object({
      query: z.string().max(1000).default("")
        .describe(
          "Words and filters, such as: alice tier:pro. Filters: tier:pro (free, pro, enterprise), status:suspended (active, suspended)",
        ),
      limit: limit.default(20).describe("Accounts per page"),
      cursor: cursor.exactOptional(),
    }),
  unknownHint: "filters go into query",
  outputSchema: ({ z, customer, nextCursor }) => z.object({ customers: z.array(customer), cursor: nextCursor }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ query, ...page }, context) {
    const { customers } = context;
    const read = (limit: number) => customers.search(query, { ...page, limit });
    const { items, cursor, ...rest } = await readFittingPage(read, page.limit, {
      toItem: (account) => ({ ...account, notes: account.notes.slice(0, MAX_NOTES_LENGTH) }),
      format: formatCustomer,
    });
    noteDamage(context, rest);
    if (items.length === 0 && page.cursor === undefined) await noteWithoutCustomers(context);
    return { customers: items, cursor };
  },
  formatText({ customers, cursor }) {
    const more = cursor === null ? "" : `There may be more: call again with cursor ${cursor}`;
    return [customers.length === 0 ? "No customers found." : "", ...customers.map(formatCustomer), more]
      .filter(Boolean).join("\n");
  },
});
