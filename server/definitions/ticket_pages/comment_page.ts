import type { Page, ShownComment, Tickets } from "../../../store/mod.ts";
import { cutText, listTruncated, measureItem, takePart, type Truncated } from "../sizes/mod.ts";
import { formatComment } from "../texts/mod.ts";
import { formatPosition, type PagePosition } from "./page_position.ts";

/** The maximum size of a comment that is not shown in full, in bytes. */
const CUT_BYTES = 1_000;
/** A comment is begun on a page that has this room for its text, or else on the next page. */
const MIN_PART_BYTES = 500;

export interface CommentPageRequest {
  limit: number;
  position: PagePosition & { part: "comments" };
  /** The bytes that are left on the page. */
  room: number;
  /** Undefined to show comments in full. */
  cutHint: string | undefined;
}

/** Reads the comments that fit on a page. The cursor leads to the next comment, or into the last one if it is long. */
export async function readCommentPage(
  tickets: Pick<Tickets, "listComments">,
  id: string,
  request: CommentPageRequest,
): Promise<Page<ShownComment & Truncated>> {
  const { limit, position, room, cutHint } = request;
  const { cursor, offset } = position;
  const read = (limit: number) => tickets.listComments(id, { limit, ...cursor !== undefined && { cursor } });
  const page = await read(limit);
  const shown: (ShownComment & Truncated)[] = [];
  let left = room;
  for (const [index, comment] of page.items.entries()) {
    const start = index === 0 ? offset : 0;
    const bytes = left - measureItem({ ...comment, body: "" }, formatComment);
    if (shown.length > 0 && bytes < MIN_PART_BYTES) {
      const next = await readCursor(read, page.items.slice(0, index));
      return next === undefined ? await readCommentPage(tickets, id, request) : { items: shown, cursor: next };
    }
    const most = Math.max(bytes, MIN_PART_BYTES);
    const { text, note, end } = cutHint === undefined || start > 0
      ? takePart(comment.body, start, most)
      : { ...cutText(comment.body, Math.min(CUT_BYTES, most), cutHint), end: comment.body.length };
    shown.push({ ...comment, body: text, ...listTruncated({ body: note }) });
    left -= measureItem(shown.at(-1)!, formatComment);
    if (end === comment.body.length) continue;
    const before = index === 0 ? cursor : await readCursor(read, page.items.slice(0, index));
    if (index > 0 && before === undefined) return await readCommentPage(tickets, id, request);
    const next = { part: "comments" as const, ...before && { cursor: before }, offset: end };
    return { items: shown, cursor: formatPosition(next) };
  }
  return { items: shown, cursor: page.cursor };
}

/** Reads the cursor after some comments of the page. Undefined if a merge, undone or not, has moved them. */
async function readCursor(
  read: (limit: number) => Promise<Page<ShownComment>>,
  comments: readonly ShownComment[],
): Promise<string | null | undefined> {
  const { items, cursor } = await read(comments.length);
  const isSame = items.length === comments.length &&
    items.every((each, index) =>
      each.number === comments[index]!.number && each.merged_from === comments[index]!.merged_from
    );
  return isSame ? cursor : undefined;
}
