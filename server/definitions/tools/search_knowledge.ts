import type { ArticlePage, FoundArticle } from "../../../store/mod.ts";
import { MARKS_RULE, markTeamLine } from "../../marks/mod.ts";
import { noteDamage } from "../notices/mod.ts";
import { defineTool } from "../define_tool.ts";
import { readFittingPage } from "../sizes/mod.ts";
import { type ArticleRow, formatArticleRow, toArticleRow } from "../texts/mod.ts";

/** Finds articles by words and filters. */
export const searchKnowledge = defineTool({
  name: "search_knowledge",
  title: "Search knowledge base",
  description:
    "Find articles (help, FAQ, how-to, policies) in the team's knowledge base by words and filters, best match first; without words, the " +
    "newest. Use it before you answer or escalate a ticket; to read an article, use get_article. Returns one row per article, " +
    `with an excerpt, and a cursor for more. ${MARKS_RULE}`,
  inputSchema: ({ z, limit, cursor }) =>
    z.object({
      query: z.string().max(1000).default("").describe(
        'Words, "exact phrases" and filters, as in search_tickets. Filters: tag:NAME, language:de, is:public, is:internal, ' +
          "is:archived",
      ),
      limit: limit.default(10).describe("Articles per page"),
      cursor: cursor.exactOptional(),
    }),
  unknownHint: "filters go into query",
  outputSchema: ({ z, articleRow, fromOutside, nextCursor }) =>
    z.object({
      articles: z.array(articleRow.extend({
        excerpt: fromOutside(z.string().describe("The part of the text that matches best, or its start")),
      })),
      cursor: nextCursor,
      corrections: fromOutside(z.array(z.object({ word: z.string(), searched: z.string() }))).exactOptional()
        .describe("Words of the query that occur nowhere, and the similar words that were searched instead"),
    }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ query, ...page }, context) {
    const { knowledge } = context;
    let corrections: ArticlePage["corrections"] = [];
    const read = async (limit: number) => {
      const found = await knowledge.search(query, { ...page, limit });
      corrections = found.corrections;
      return found;
    };
    const forms = { toItem: toFoundRow, format: formatFound };
    const { items, cursor, ...rest } = await readFittingPage(read, page.limit, forms);
    noteDamage(context, rest);
    return { articles: items, cursor, ...corrections.length > 0 && { corrections: [...corrections] } };
  },
  formatText({ articles, cursor, corrections = [] }) {
    return [
      ...corrections.map(({ word, searched }) =>
        markTeamLine(`No article has "${word}": searched for "${searched}" instead.`)
      ),
      ...articles.length === 0 ? ["No articles found."] : articles.map(formatFound),
      ...cursor === null ? [] : [`There may be more: call again with cursor ${cursor}`],
    ].join("\n");
  },
});

type FoundRow = ArticleRow & { excerpt: string };

function toFoundRow({ excerpt, ...article }: FoundArticle): FoundRow {
  return { ...toArticleRow(article), excerpt };
}

function formatFound({ excerpt, ...row }: FoundRow): string {
  return `${formatArticleRow(row)}\n${markTeamLine(excerpt)}`;
}
