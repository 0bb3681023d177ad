import { DeskError } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { takePart } from "../sizes/mod.ts";
import { formatCustomer } from "../texts/mod.ts";

/** The largest page of notes. */
const NOTES_BYTES = 6_000;

/** Reads one customer account. */
export const getCustomer = defineTool({
  name: "get_customer",
  title: "Get customer",
  description:
    "Read one customer account: name, tier (free, pro, enterprise), status and the team's notes. Use it when you know the " +
    "exact email (e-mail) address; otherwise use search_customers. Returns the account and its revision. Long notes come " +
    "page by page. " +
    MARKS_RULE,
  inputSchema: ({ z, email }) =>
    z.object({
      email,
      offset: z.number().int().min(0).default(0).describe("Where the page of long notes starts, in characters"),
    }),
  outputSchema: ({ z, customer }) =>
    z.object({
      customer,
      next_offset: z.number().int().nullable().describe(
        "The offset of the next page of the notes; null on the last page",
      ),
    }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ email, offset }, { customers }) {
    const account = await customers.get(email);
    const { notes } = account;
    if (offset > notes.length) {
      throw new DeskError("invalid", `offset is past the end: ${offset} (the notes have ${notes.length} characters).`);
    }
    const { text, end } = takePart(notes, offset, NOTES_BYTES);
    return { customer: { ...account, notes: text }, next_offset: end === notes.length ? null : end };
  },
  formatText({ customer, next_offset }) {
    const more = next_offset === null
      ? ""
      : `\nFor more of the notes, call get_customer again with offset: ${next_offset}.`;
    return formatCustomer(customer) + more;
  },
});
