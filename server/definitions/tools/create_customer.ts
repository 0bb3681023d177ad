import { LIMITS } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { cutNotes, formatCustomer } from "../texts/mod.ts";

/** The result repeats this much of the notes. */
const MAX_NOTES_BYTES = 2_000;

/** Creates a customer account. */
export const createCustomer = defineTool({
  name: "create_customer",
  title: "Create customer",
  description:
    "Create an account for a new customer. Use it if the account needs a tier or notes: create_ticket alone creates a " +
    "free account. To change an account, use update_account. Returns the new account. " +
    MARKS_RULE,
  inputSchema: ({ z, email, limitedText, tier, idempotency_key }) =>
    z.object({
      email,
      name: limitedText(LIMITS.name).describe("The customer's name"),
      account_tier: tier.default("free"),
      notes: limitedText(LIMITS.notes, 0).default("").describe("Internal notes, for the team only"),
      organization: limitedText(LIMITS.name).exactOptional()
        .describe("The customer's organization (default: the one of the email domain, if the settings have it)"),
      idempotency_key,
    }),
  outputSchema: ({ z, customer }) => z.object({ customer }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ idempotency_key, ...account }, { customers, createChangeContext }) {
    const context = createChangeContext(idempotency_key === undefined ? {} : { idempotency_key });
    return { customer: cutNotes(await customers.create(account, context), MAX_NOTES_BYTES) };
  },
  formatText: ({ customer }) => `Created ${formatCustomer(customer)}`,
});
