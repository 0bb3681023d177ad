import {
  type ChangeContext,
  type Customer,
  CUSTOMER_STATUSES,
  type CustomerUpdate,
  LIMITS,
} from "../../../store/mod.ts";
import {
  type ChangeToApprove,
  quoteOutsideText,
  requireApproval,
  toBaseRevision,
  toVisibleAddress,
} from "../../elicitation/requests/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineInteractiveTool } from "../define_tool.ts";
import { cutNotes, formatCustomer } from "../texts/mod.ts";

/** The result repeats this much of the notes. */
const MAX_NOTES_BYTES = 2_000;

/** Changes a customer account. A new tier or status requires a person's approval. */
export const updateAccount = defineInteractiveTool({
  name: "update_account",
  title: "Update account",
  description:
    "Change a customer's name, notes, organization, tier or status; omitted fields keep their values. Use it to " +
    "correct an account; to create one, use create_customer. A person must approve a new tier or status; until " +
    "then no field changes. Returns the account with its new revision. " + MARKS_RULE,
  inputSchema: ({ z, email, limitedText, tier, writeConditions }) =>
    z.object({
      email,
      name: limitedText(LIMITS.name).exactOptional().describe("The customer's new name"),
      account_tier: tier.exactOptional().describe("The new tier, which a person must approve"),
      status: z.enum(CUSTOMER_STATUSES).exactOptional().describe("The new status, which a person must approve"),
      notes: limitedText(LIMITS.notes, 0).exactOptional()
        .describe("Internal notes, for the team only. They replace the current notes"),
      organization: limitedText(LIMITS.name, 0).exactOptional()
        .describe("The customer's organization. Empty to use the one of the email domain"),
      ...writeConditions,
    }),
  effects: ["name", "account_tier", "status", "notes", "organization"],
  outputSchema: ({ z, customer, unchanged }) => z.object({ customer, unchanged }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async handle({ email, expected_revision, idempotency_key, ...update }, context) {
    const { customers, createChangeContext } = context;
    const account = await customers.get(email);
    const revision = toBaseRevision(`Customer ${account.email}`, account.revision, expected_revision);
    const changes = listSensitiveChanges(account, update);
    if (changes.length > 0) {
      const approval = {
        ...createUpdateApproval({ ...account, revision }, update, changes),
        call: { idempotencyKey: idempotency_key },
        recordRefusal: (change: ChangeContext) => customers.recordRefusal(account.email, change),
      };
      await requireApproval(approval, context);
    }
    // A tier or status that is the current one needs no approval, but only at this revision.
    const isSensitive = update.account_tier !== undefined || update.status !== undefined;
    const conditions = {
      ...(isSensitive || expected_revision !== undefined) && { expected_revision: revision },
      ...idempotency_key !== undefined && { idempotency_key },
    };
    const updated = await customers.update(account.email, update, createChangeContext(conditions));
    const isSame = idempotency_key === undefined && updated.revision === account.revision;
    return { customer: cutNotes(updated, MAX_NOTES_BYTES), ...isSame && { unchanged: true } };
  },
  formatText: ({ customer, unchanged }) =>
    `${unchanged ? "Nothing changed: these are the current values of" : "Updated"} ${formatCustomer(customer)}`,
});

/** Describes the changes that require an approval. */
function listSensitiveChanges(account: Customer, { account_tier, status }: CustomerUpdate): string[] {
  return [
    account_tier !== undefined && account_tier !== account.account_tier
      ? `tier from ${account.account_tier} to ${account_tier}`
      : "",
    status !== undefined && status !== account.status ? `status from ${account.status} to ${status}` : "",
  ].filter(Boolean);
}

function createUpdateApproval(
  { email, name, revision }: Customer,
  update: CustomerUpdate,
  changes: string[],
): Pick<ChangeToApprove, "change" | "request"> {
  const change = changes.join(" and ");
  const quotes = [
    `current name ${quoteOutsideText(name)}`,
    ...update.name === undefined ? [] : [`new name ${quoteOutsideText(update.name)}`],
    ...update.notes === undefined ? [] : [`new notes ${quoteOutsideText(update.notes)}`],
    ...update.organization ? [`new organization ${quoteOutsideText(update.organization)}`] : [],
  ];
  return {
    change: { tool: "update_account", email, revision, update },
    request: {
      key: `update ${email}@${revision}`,
      message: `Change account ${toVisibleAddress(email)} (revision ${revision}): ${change}?`,
      outsideText: `Texts: ${quotes.join("; ")}.`,
      acceptLabel: `Yes, change the ${change}`,
    },
  };
}
