import { LIMITS, type SavedReply } from "../../../store/mod.ts";
import { MARKS_RULE, markTeamLine, markTeamWords } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { findSavedReply } from "../saved_replies.ts";
import { cutText, formatTruncated, listTruncated, measureItem, RESULT_BYTES, type Truncated } from "../sizes/mod.ts";

/** The maximum number of bytes of a text in a list, and of the one that is named. */
const BODY_BYTES = { listed: 400, named: 7_000 };

/** Lists the saved replies of the settings. */
export const listSavedReplies = defineTool({
  name: "list_saved_replies",
  title: "List saved replies",
  description:
    "List the team's saved replies (canned responses, macros): answers with variables such as {{customer.name}}. Use it before " +
    "you write an answer; to answer a ticket with one, use add_comment with saved_reply. Returns names, titles and texts. " +
    MARKS_RULE,
  inputSchema: ({ z, limitedText }) =>
    z.object({
      name: limitedText(LIMITS.name).exactOptional().describe("Return only this one, with its whole text"),
      offset: z.number().int().min(0).default(0).describe("The number of replies before the page of a long list"),
    }),
  outputSchema: ({ z, fromOutside }) =>
    z.object({
      saved_replies: z.array(fromOutside(z.object({
        name: z.string(),
        title: z.string().nullable(),
        language: z.string().nullable(),
        body: z.string(),
        truncated: z.array(z.string()).exactOptional(),
      }))),
      next_offset: z.number().int().exactOptional().describe("The offset of the next page; absent on the last page"),
    }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ name, offset }, context) {
    if (name !== undefined) {
      const reply = await findSavedReply(name, context);
      return { saved_replies: [toShownReply(reply.name, reply, BODY_BYTES.named)] };
    }
    const replies = Object.entries((await context.settings.read()).saved_replies).slice(offset)
      .map(([name, reply]) => toShownReply(name, reply, BODY_BYTES.listed));
    let room: number = RESULT_BYTES.default;
    const fitting = replies.findIndex((reply, index) => (room -= measureItem(reply, formatReply)) < 0 && index > 0);
    return {
      saved_replies: fitting === -1 ? replies : replies.slice(0, fitting),
      ...fitting !== -1 && { next_offset: offset + fitting },
    };
  },
  formatText({ saved_replies, next_offset }, { offset }) {
    if (saved_replies.length === 0) {
      return offset > 0
        ? "None on this page."
        : "The desk has no saved replies. A person can add some to the settings.";
    }
    const more = next_offset === undefined ? [] : [`More: call list_saved_replies again with offset: ${next_offset}.`];
    return [...saved_replies.map(formatReply), ...more].join("\n");
  },
});

type ShownReply = { name: string; title: string | null; language: string | null; body: string } & Truncated;

function toShownReply(name: string, { title, language, body }: SavedReply, maxBytes: number): ShownReply {
  const { text, note } = cutText(body, maxBytes, "list_saved_replies with name returns the whole text");
  return { name, title: title ?? null, language: language ?? null, body: text, ...listTruncated({ body: note }) };
}

function formatReply({ name, title, language, body, truncated }: ShownReply): string {
  const head = [name, title].filter((part) => part !== null).join(": ");
  return [
    `${markTeamLine(head)}${language === null ? "" : ` (${language})`}: ${markTeamWords(body)}`,
    ...formatTruncated({ truncated }),
  ].join(" ");
}
