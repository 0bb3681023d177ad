import type { KeptDraft } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { measureBytes, RESULT_BYTES, takePart } from "../sizes/mod.ts";

/** The bytes of a draft besides its text and its name, and the fewest that are worth another draft on the page. */
const REST = { draft: 100, page: 300 };

/** Lists the drafts of the person at the page. */
export const listDrafts = defineTool({
  name: "list_drafts",
  title: "List drafts",
  description:
    "List the texts that the person has written in the app of the desk and not sent yet. Use it only in the app: to read what " +
    "was sent, use get_ticket. Returns the drafts of the person, the latest first. " +
    MARKS_RULE,
  inputSchema: ({ z }) =>
    z.object({
      cursor: z.string().regex(/^\d{1,9}:\d{1,9}$/).exactOptional().describe("The cursor of the page before"),
    }),
  outputSchema: ({ z, fromOutside }) =>
    z.object({
      drafts: z.array(fromOutside(z.object({
        name: z.string(),
        content: z.string().describe("A long text continues in the next draft of the same name"),
        at: z.string().describe("The time of the last change"),
      }))),
      cursor: z.string().nullable().describe("The cursor of the next page; null on the last page"),
    }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  app: "app_only",
  async handle({ cursor = "0:0" }, { drafts, getCallerName }) {
    const [first, start] = cursor.split(":").map(Number) as [number, number];
    return toPage((await drafts.list(getCallerName())).slice(first), first, start);
  },
  formatText: ({ drafts }) => `${drafts.length} ${drafts.length === 1 ? "draft" : "drafts"}.`,
});

/**
 * Takes what fits on a page.
 *
 * @param first The number of the first draft.
 * @param start The place in its text, in UTF-16 code units.
 */
function toPage(rest: readonly KeptDraft[], first: number, start: number) {
  const page: Pick<KeptDraft, "name" | "content" | "at">[] = [];
  let room: number = RESULT_BYTES.default;
  for (const [index, { name, content, at }] of rest.entries()) {
    room -= REST.draft + measureBytes(name);
    if (index > 0 && room < REST.page) return { drafts: page, cursor: `${first + index}:0` };
    const { text, end } = takePart(content, index === 0 ? start : 0, room);
    page.push({ name, content: text, at });
    if (end < content.length) return { drafts: page, cursor: `${first + index}:${end}` };
    room -= measureBytes(JSON.stringify(text));
  }
  return { drafts: page, cursor: null };
}
