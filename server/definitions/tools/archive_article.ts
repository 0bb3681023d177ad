import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { formatArticleRow, toArticleRow } from "../texts/mod.ts";

/** Archives an article, or restores it. */
export const archiveArticle = defineTool({
  name: "archive_article",
  title: "Archive article",
  description:
    "Archive an article of the knowledge base, so that searches no longer find it, or restore it. Use it for an article " +
    "that is wrong or outdated; to correct one, use save_article. Returns the article with its new revision. " +
    MARKS_RULE,
  inputSchema: ({ z, articleId, writeConditions }) =>
    z.object({
      id: articleId,
      restore: z.boolean().default(false).describe("True to restore an archived article"),
      ...writeConditions,
    }),
  outputSchema: ({ z, articleRow, unchanged }) => z.object({ article: articleRow, unchanged }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async handle({ id, restore, ...conditions }, { knowledge, createChangeContext }) {
    const { outcome, ...article } = await knowledge.archive(id, !restore, createChangeContext(conditions));
    return { article: toArticleRow(article), ...outcome === "unchanged" && { unchanged: true } };
  },
  formatText({ article, unchanged }, { restore }) {
    const done = unchanged ? "Nothing changed:" : restore ? "Restored" : "Archived";
    return `${done} ${formatArticleRow(article)}`;
  },
});
