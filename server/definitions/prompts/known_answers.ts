/** Articles and saved replies that have words in common with a ticket, for prompts. */

import { findSimilarReplies, type Ticket } from "../../../store/mod.ts";
import { markTeamLine, markTeamWords } from "../../marks/mod.ts";
import type { ReadContext } from "../definition.ts";
import { cutText } from "../sizes/mod.ts";
import { formatArticleRow } from "../texts/mod.ts";

const MAX_ARTICLES = 3;
const MAX_REPLIES = 3;

/** The maximum size of each text, in bytes. All of them together take less than half of a prompt. */
const BYTES = { article: 2_000, reply: 800 };

/** Formats what the team knows about a ticket, in paragraphs. Returns an empty list if it knows nothing. */
export async function formatKnownAnswers(
  { subject, description }: Pick<Ticket, "subject" | "description">,
  context: Pick<ReadContext, "knowledge" | "settings">,
): Promise<string[]> {
  const text = `${subject}\n${description}`;
  const [articles, replies] = await Promise.all([formatArticles(text, context), formatReplies(text, context)]);
  return [
    ...articles.length === 0 ? [] : [
      ["Articles of the team that may help. Do not quote internal ones to the customer:", ...articles].join("\n"),
    ],
    ...replies.length === 0 ? [] : [["Saved replies of the team that may fit:", ...replies].join("\n")],
  ];
}

async function formatArticles(text: string, { knowledge }: Pick<ReadContext, "knowledge">): Promise<string[]> {
  const found = await knowledge.findSimilar(text, MAX_ARTICLES);
  return await Promise.all(found.map(async ({ excerpt: _, ...row }) => {
    const { body } = await knowledge.get(row.id);
    return `${formatArticleRow(row)}\n${markTeamWords(cutText(body, BYTES.article, "").text)}`;
  }));
}

async function formatReplies(text: string, { settings }: Pick<ReadContext, "settings">): Promise<string[]> {
  const { saved_replies } = await settings.read();
  const names = await findSimilarReplies(saved_replies, text, MAX_REPLIES);
  return names.map((name) => {
    const { title, body } = saved_replies[name]!;
    const head = markTeamLine(title === undefined ? name : `${name}: ${title}`);
    return `${head}: ${markTeamWords(cutText(body, BYTES.reply, "").text)}`;
  });
}
