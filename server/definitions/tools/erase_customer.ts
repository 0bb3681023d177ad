import { type ChangeContext, DeskError, type ErasurePreview } from "../../../store/mod.ts";
import {
  type ChangeToApprove,
  quoteOutsideText,
  requireApproval,
  toVisibleAddress,
} from "../../elicitation/requests/mod.ts";
import { markCustomerLine, MARKS_RULE } from "../../marks/mod.ts";
import { defineInteractiveTool } from "../define_tool.ts";

/** Erases a customer, after a person's approval. */
export const eraseCustomer = defineInteractiveTool({
  name: "erase_customer",
  title: "Erase customer",
  description:
    "Erase for good what the desk has about a customer: the account, the words of their tickets, and files. Use it " +
    "for a customer who asks to be forgotten; to correct an account, use update_account. Their tickets must be " +
    "closed. A person must approve it. Returns counts, and the account that has the tickets now. " + MARKS_RULE,
  inputSchema: ({ z, email }) =>
    z.object({
      email,
      preview: z.boolean().default(false).describe("Only count what would be erased"),
    }),
  outputSchema: ({ z, fromOutside }) =>
    z.object({
      email: fromOutside(z.string()),
      erased: z.boolean(),
      tickets: z.number().int(),
      comments: z.number().int(),
      files: z.number().int(),
      moved: z.number().int().describe(
        "Tickets that became another customer's. Their histories lose the words of this one",
      ),
      written_in: z.array(z.string()).describe("Other customers' tickets whose messages by this one are erased too"),
      open: z.array(z.string()).describe("Ids of tickets that must be closed first"),
      erased_account: z.string().nullable().describe("The address of the account that has the erased tickets now"),
      mentions: z.array(z.string()).describe(
        "Ids of other customers' tickets that mention the address and stay the same",
      ),
      not_reached: z.array(z.string()).describe("Copies that a person must delete"),
    }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  async handle({ email, preview: isPreview }, context) {
    const { customers, erasures, createChangeContext } = context;
    const preview = await erasures.preview(email);
    const { tickets, comments, files, moved, writtenIn, open } = preview;
    const written_in = [...writtenIn];
    const counts = { email: preview.email, tickets, comments, files, moved, written_in, open: [...open] };
    if (isPreview) {
      return { ...counts, erased: false, erased_account: null, mentions: [...preview.mentions], not_reached: [] };
    }
    const name = await readName(customers, preview.email);
    const approval = {
      ...createErasureApproval(preview, name ?? ""),
      recordRefusal: async (change: ChangeContext) => {
        if (name !== undefined) await customers.recordRefusal(preview.email, change);
      },
    };
    await requireApproval(approval, context);
    const erased = await erasures.erase(preview.email, preview.state, createChangeContext());
    return {
      ...counts,
      erased: true,
      erased_account: erased.email,
      mentions: [...erased.mentions],
      not_reached: [...listMoved(erased.moved), ...erased.elsewhere, ...listCopies(erased.remainder)],
    };
  },
  formatText({ email, erased, erased_account, mentions, not_reached, open, ...counts }) {
    const what = `${markCustomerLine(email)}: ${formatCounts(counts)}.`;
    const others = mentions.length === 0 ? [] : [`${formatMentions(mentions)}.`];
    const first = open.length === 0 ? [] : [`These tickets must be closed first: ${formatIds(open)}.`];
    if (!erased) return [`Would erase ${what}`, ...first, ...others].join("\n");
    return [
      `Erased ${what} ${
        counts.tickets === 0
          ? `The account ${erased_account} takes the customer's place.`
          : `The tickets remain without their text, as tickets of ${erased_account}.`
      }`,
      ...others,
      `Not erased, so a person must delete them: ${not_reached.join("; ")}.`,
    ].join("\n");
  },
});

function createErasureApproval(
  preview: ErasurePreview,
  name: string,
): Pick<ChangeToApprove, "change" | "request"> {
  const { email, revision, state, isResumed } = preview;
  const action = isResumed ? "Finish the interrupted erasure of" : "Erase";
  return {
    change: { tool: "erase_customer", email, revision, state },
    request: {
      key: `erase ${email}@${state}`,
      message: `${action} customer ${toVisibleAddress(email)} (${
        revision === 0 ? "no account" : `revision ${revision}`
      }) for good, with ${formatCounts({ ...preview, written_in: preview.writtenIn })}?${
        preview.mentions.length === 0 ? "" : ` ${formatMentions(preview.mentions)}, and stay.`
      }`,
      outsideText: `Text: name ${quoteOutsideText(name)}.`,
      acceptLabel: "Yes, erase the customer",
    },
  };
}

/** An erasure that was interrupted may have deleted the account. */
async function readName(
  customers: { get(email: string): Promise<{ name: string }> },
  email: string,
): Promise<string | undefined> {
  return await customers.get(email).then(({ name }) => name, (error) => {
    if (error instanceof DeskError && error.code === "not_found") return undefined;
    throw error;
  });
}

type Counts = Pick<ErasurePreview, "tickets" | "comments" | "files" | "moved"> & { written_in: readonly string[] };

function formatCounts({ tickets, comments, files, moved, written_in }: Counts): string {
  const format = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const others = written_in.length === 0
    ? ""
    : ` (with the customer's messages in tickets of other customers: ${formatIds(written_in)})`;
  const own = [format(tickets, "ticket"), format(comments, "comment"), format(files, "file")].join(", ") + others;
  return moved === 0
    ? own
    : `${own}, and words in the history of ${format(moved, "ticket")} that now ${
      moved === 1 ? "belongs" : "belong"
    } to another customer`;
}

function formatMentions(tickets: readonly string[]): string {
  return `Other tickets mention the address: ${formatIds(tickets)}`;
}

function formatIds(tickets: readonly string[]): string {
  return tickets.map((id) => `#${id}`).join(", ");
}

/** The history of these tickets lost the customer's words. */
function listMoved(moved: readonly string[]): string[] {
  if (moved.length === 0) return [];
  return [`the current texts and files of tickets that became another customer's: ${formatIds(moved)}`];
}

/** @param remainder The reason why the store's files may still have erased bytes. */
function listCopies(remainder: string | null): string[] {
  const files = remainder === null ? [] : [`deleted bytes in the store's files (${remainder}): run support-mcp erase`];
  return ["recordings, backups, exports, and what hosts have stored", ...files];
}
