import type { AgentServer } from "../servers/mod.ts";
import { addPage, parseContents, parseView, type WatchedContents, type WatchedView } from "./contents.ts";

/** The most tickets of a view that a watch follows: the first ones. */
export const MAX_FOLLOWED = 1_000;
/** The most pages after the first that are read for them, for a server whose pages are almost empty. */
const MAX_PAGES = 100;
/** The tool that continues a view of this program: its resource has the first page only. */
const SEARCH_TOOL = "search_tickets";
/** The largest page that the tool returns. It may be shorter. */
const PAGE_LIMIT = 100;

/**
 * Reads a resource; of a view, all pages up to {@linkcode MAX_FOLLOWED} tickets.
 *
 * @throws {ServerError} If that fails.
 */
export async function readContents(server: AgentServer, uri: string): Promise<WatchedContents> {
  const contents = await server.connection.read(uri, "refresh");
  const view = parseView(contents);
  return parseContents(contents, view && await readPages(server, view));
}

/** The tool gets only what the server itself has said: the query and the cursor of its view. */
async function readPages(server: AgentServer, first: WatchedView): Promise<WatchedView> {
  let view = first;
  if (!server.tools.some(({ name, annotations }) => name === SEARCH_TOOL && annotations?.readOnlyHint)) return view;
  for (let pages = 0; pages < MAX_PAGES && view.tickets.length < MAX_FOLLOWED; pages++) {
    const { query, cursor } = view;
    if (query === undefined || typeof cursor !== "string") return view;
    const { structuredContent } = await server.connection.call(SEARCH_TOOL, { query, cursor, limit: PAGE_LIMIT });
    const longer = addPage(view, structuredContent);
    if (longer === undefined) return view; // the cursor has expired, for example
    view = longer;
  }
  return view;
}
