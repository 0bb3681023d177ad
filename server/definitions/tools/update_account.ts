import * as z from "zod";
import { type Customer, CUSTOMER_STATUSES, type CustomerUpdate, LIMITS } from "../../../store/mod.ts";
import type { ApprovalRequest } from "../../elicitation/client_requests.ts";
import { defineInteractiveTool } from "../definition.ts";
import { customer, email, tier, writeConditions } from "../schemas.ts";
import { formatCustomer } from "../texts/customer.ts";
import { assertApproved } from "../../elicitation/assert_approved.ts";

/** Changes an account; its tier or status only once a person said yes. */
export const updateAccount = defineInteractiveTool({
  name: "update_account",
  title: "Update account",
  description:
    "Change a customer's name, notes, tier or status; what is left out stays. A new tier or status needs a person's yes, " +
    "asked with the very values; without it nothing at all is changed.",
  inputSchema: z.object({
    email,
    name: z.string().min(1).max(LIMITS.name).exactOptional(),
    account_tier: tier.exactOptional(),
    status: z.enum(CUSTOMER_STATUSES).exactOptional(),
    notes: z.string().max(LIMITS.description).exactOptional(),
    ...writeConditions,
  }),
  outputSchema: z.object({ customer }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async handle({ email, expected_revision, idempotency_key, ...update }, { customers, client: ask, change }) {
    const account = await customers.get(email);
    const changes = listSensitiveChanges(account, update);
    if (changes.length > 0) {
      const outcome = await ask.requestApproval(createUpdateApproval(account, changes));
      await assertApproved(outcome, "update_account", () => customers.recordRefusal(account.email, change({})));
    }
    const conditions = {
      ...changes.length > 0 && { expected_revision: account.revision },
      ...expected_revision !== undefined && { expected_revision },
      ...idempotency_key !== undefined && { idempotency_key },
    };
    return { customer: await customers.update(account.email, update, change(conditions)) };
  },
  text: ({ customer }) => `Revision ${customer.revision}: ${formatCustomer(customer)}`,
});

/** The changes that need a yes, in words. */
function listSensitiveChanges(account: Customer, { account_tier, status }: CustomerUpdate): string[] {
  return [
    account_tier !== undefined && account_tier !== account.account_tier
      ? `tier from ${account.account_tier} to ${account_tier}`
      : "",
    status !== undefined && status !== account.status ? `status from ${account.status} to ${status}` : "",
  ].filter(Boolean);
}

function createUpdateApproval({ email, name, revision }: Customer, changes: string[]): ApprovalRequest {
  const what = changes.join(" and ");
  return {
    key: `update ${email}@${revision}`,
    message: `Change ${name} <${email}> (revision ${revision}): ${what}?`,
    acceptLabel: `Yes, change the ${what}`,
  };
}
