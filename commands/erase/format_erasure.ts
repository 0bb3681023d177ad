import type { ErasedCustomer, ErasureCounts, ErasurePreview } from "../../store/mod.ts";
import { formatCount, formatList } from "../output/mod.ts";

/** An edited or retracted comment is gone from the ticket, but not from its history. */
const HISTORIES_KEEP_IT = "Their histories, and so the store, keep the address until their customers are erased.";

/** Formats the numbers of an erasure: `3 tickets, 7 comments, 1 file`. */
function formatCounts({ tickets, comments, files }: ErasureCounts): string {
  return [formatCount(tickets, "ticket"), formatCount(comments, "comment"), formatCount(files, "file")].join(", ");
}

/** Formats what an erasure would take. */
export function formatPreview({ moved, writtenIn, ...counts }: ErasurePreview): string {
  const own = formatCounts(counts) + formatWritten(writtenIn);
  return moved === 0
    ? own
    : `${own}, and words in the history of ${formatCount(moved, "ticket")} that now ${
      moved === 1 ? "belongs" : "belong"
    } to another customer`;
}

/** Formats the warning about tickets that mention the address; empty without any. */
export function formatMentions({ mentions }: Pick<ErasurePreview, "mentions">): string {
  if (mentions.length === 0) return "";
  return `Tickets of other customers mention the address and stay as they are: ${
    formatIds(mentions)
  }. Edit them yourself. ${HISTORIES_KEEP_IT}`;
}

function formatWritten(tickets: readonly string[]): string {
  return tickets.length === 0
    ? ""
    : ` (with the customer's messages in tickets of other customers: ${formatIds(tickets)})`;
}

/** Formats the ids of tickets: `#42, #43`. */
export function formatIds(tickets: readonly string[]): string {
  return tickets.map((id) => `#${id}`).join(", ");
}

/** Formats what was erased, and what was not. */
export function formatErased(email: string, erased: ErasedCustomer): string {
  const { moved, writtenIn, elsewhere } = erased;
  const mentions = formatMentions(erased);
  return [
    `Erased ${email}: ${formatCounts(erased)}${formatWritten(writtenIn)}. ${formatPlace(erased)}`,
    ...moved.length === 0 ? [] : [
      `Tickets that now belong to another customer lost the erased customer's words in their history, and escalations from before: ${
        formatIds(moved)
      }. Their other current texts and files stay.`,
    ],
    ...mentions === "" ? [] : [mentions],
    ...elsewhere.length === 0
      ? []
      : [`The address stays in ${formatList(elsewhere)}. Remove it there yourself; histories keep it.`],
    "Recordings, backups, exports and copies in hosts are not changed: delete them yourself.",
    "",
  ].join("\n");
}

function formatPlace({ tickets, email }: ErasedCustomer): string {
  if (tickets === 0) return `The account ${email} takes the customer's place.`;
  return `The tickets remain without their text, as tickets of ${email}.`;
}

/** @param remainder The reason why deleted bytes may be left; null if none are. */
export function formatRemainder(remainder: string | null, location: string): string {
  if (remainder === null) return `No deleted bytes are left in ${location}.\n`;
  return `Deleted bytes may be left in ${location}: ${remainder}. Stop the servers, then run support-mcp erase again, without EMAIL.\n`;
}
