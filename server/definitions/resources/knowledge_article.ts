import { completeArticleId } from "../completion.ts";
import type { ResourceDefinition } from "../definition.ts";
import { addOutsideText, OUTSIDE_TEXT } from "../outside_members.ts";
import { CONTENT_BYTES, cutText, listTruncated } from "../sizes/mod.ts";

/** The room for everything but the text. */
const HEAD_BYTES = 4_000;

/** An article of the knowledge base, as JSON. */
export const knowledgeArticle: ResourceDefinition = {
  name: "Article",
  title: "Article",
  description: "An article of the knowledge base, with its Markdown text. get_article returns the rest of a long one",
  uri: "article://{id}",
  mimeType: "application/json",
  complete: { id: completeArticleId },
  async read({ id }, { knowledge }) {
    const { body, created_at: _, ...row } = await knowledge.get(id!);
    const { text, note } = cutText(body, CONTENT_BYTES - HEAD_BYTES, "get_article returns the rest");
    const shown = { ...row, body: text, ...listTruncated({ body: note }) };
    return { text: JSON.stringify(addOutsideText(shown, OUTSIDE_TEXT.article), null, 2) };
  },
};
