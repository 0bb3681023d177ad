import { ARTICLE_EVENTS, DeskError } from "../../../store/mod.ts";
import { MARKS_RULE, markTeamWords } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { formatTruncated, listTruncated, takePart } from "../sizes/mod.ts";
import { formatArticleEvent, formatArticleRow, toArticleRow } from "../texts/mod.ts";

/** The maximum number of bytes of the text on one page. The rest of the result is beside it. */
const BODY_BYTES = 5_000;

const MAX_EVENTS = 5;

/** Reads one article. */
export const getArticle = defineTool({
  name: "get_article",
  title: "Get article",
  description:
    "Read one article of the knowledge base: its Markdown text, and who changed it last. Use it after search_knowledge found " +
    "the article, or to read an earlier revision; to change it, use save_article. Returns the article with its revision; a long " +
    `text comes page by page. ${MARKS_RULE}`,
  inputSchema: ({ z, articleId }) =>
    z.object({
      id: articleId,
      revision: z.number().int().min(1).exactOptional().describe("An earlier revision (default: the current one)"),
      offset: z.number().int().min(0).default(0).describe("Where the page of a long text starts, in characters"),
    }),
  outputSchema: ({ z, article, actor }) =>
    z.object({
      article,
      history: z.array(z.object({
        revision: z.number().int(),
        at: z.string(),
        what: z.enum(ARTICLE_EVENTS),
        by: actor,
        changed: z.array(z.string()),
      })).describe("The latest changes, newest first"),
      next_offset: z.number().int().exactOptional().describe("The offset of the next page; absent on the last page"),
    }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ id, revision, offset }, { knowledge }) {
    const [article, events] = await Promise.all([knowledge.get(id, revision), knowledge.listEvents(id, MAX_EVENTS)]);
    if (offset > article.body.length) {
      throw new DeskError(
        "invalid",
        `offset is past the end: ${offset} (the text has ${article.body.length} characters).`,
      );
    }
    const { text, end, note } = takePart(article.body, offset, BODY_BYTES);
    return {
      article: { ...toArticleRow(article), body: text, ...listTruncated({ body: note }) },
      history: events.map(({ id: _, ...event }) => event),
      ...end < article.body.length && { next_offset: end },
    };
  },
  formatText({ article: { body, truncated, ...row }, history, next_offset }) {
    return [
      formatArticleRow(row),
      markTeamWords(body),
      ...formatTruncated({ truncated }),
      ...next_offset === undefined ? [] : [`For more, call get_article again with offset: ${next_offset}.`],
      ...history.map(formatArticleEvent),
    ].join("\n");
  },
});
