import { ARTICLE_LIMITS } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { formatArticleRow, toArticleRow } from "../texts/mod.ts";

/** Creates an article, or changes one. */
export const saveArticle = defineTool({
  name: "save_article",
  title: "Save article",
  description:
    "Create an article of the knowledge base, or change one; omitted fields keep their values. Use it to write down a " +
    "solution that will be needed again; look first with search_knowledge; to hide an article, use archive_article. " +
    "Returns the article with its new revision, without its text. " +
    MARKS_RULE,
  inputSchema: ({ z, articleId, limitedText, tags, audience, writeConditions }) =>
    z.object({
      id: articleId.exactOptional().describe(
        "The article to change, or the id of a new one (default: derived from the title)",
      ),
      title: limitedText(ARTICLE_LIMITS.title).exactOptional().describe("Required for a new article"),
      body: limitedText(ARTICLE_LIMITS.body).exactOptional()
        .describe("The whole text, in Markdown. Required for a new article"),
      tags: tags.exactOptional().describe("All tags"),
      language: z.string().min(1).max(50).exactOptional().describe("A language tag, such as de or pt-BR"),
      audience: audience.exactOptional(),
      ...writeConditions,
    }),
  effects: ["title", "body", "tags", "language", "audience"],
  outputSchema: ({ z, articleRow }) =>
    z.object({
      article: articleRow,
      outcome: z.enum(["created", "changed", "unchanged"]),
    }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async handle({ id, expected_revision, idempotency_key, ...update }, { knowledge, createChangeContext }) {
    const context = createChangeContext({
      ...expected_revision !== undefined && { expected_revision },
      ...idempotency_key !== undefined && { idempotency_key },
    });
    const { outcome, ...article } = await knowledge.save(id ?? null, update, context);
    return { article: toArticleRow(article), outcome };
  },
  formatText: ({ article, outcome }) => `${SENTENCES[outcome]} ${formatArticleRow(article)}`,
});

const SENTENCES = {
  created: "Created the article",
  changed: "Changed the article",
  unchanged: "Nothing changed: these are the current values of",
};
