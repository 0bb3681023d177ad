/** The contents of a watched resource, as items that can be new or change. */

import type { ReadResourceResult } from "@modelcontextprotocol/client";
import * as z from "zod";
import { formatResource } from "../tools/mod.ts";

/** The most tickets that one run is given. */
const MAX_GIVEN = 25;

/** A ticket of a view, or the whole text of another resource. */
export interface WatchedItem {
  /** Equal as long as nothing has changed. */
  state: string;
  /** The revision of a ticket, if its server counts them. */
  revision: number | undefined;
}

/** The contents of a resource at one time. */
export interface WatchedContents {
  /** By the id of the ticket, or {@linkcode WHOLE_TEXT}. Empty if there is nothing to work on. */
  items: ReadonlyMap<string, WatchedItem>;
  /** The resource is a view, whose items are tickets. */
  hasTickets: boolean;
  /** A view's name, as its server writes it. */
  view: string | undefined;
  /** There are more tickets than the server lists. */
  isPartial: boolean;
  /** Formats some of the items for a model. */
  format(keys: ReadonlySet<string>): string;
}

/** The key of the only item of a resource without tickets. */
export const WHOLE_TEXT = "";

/** The ids appear in the program's own words to the model, so they must not be able to say anything. */
const row = z.looseObject({
  id: z.union([z.string().regex(/^[\w.-]{1,40}$/), z.int()]).transform(String),
  revision: z.number().optional().catch(undefined),
});
const viewSchema = z.looseObject({
  query: z.string().optional().catch(undefined),
  tickets: z.array(row),
  cursor: z.unknown().optional(),
});
/** A view with the tickets that are read so far. */
export type WatchedView = z.output<typeof viewSchema>;

/** Reads the contents of a resource: those with a list of `tickets` as views of this program, all others as a text. */
export function parseContents(
  contents: ReadResourceResult["contents"],
  view: WatchedView | undefined = parseView(contents),
): WatchedContents {
  if (view !== undefined) return toTickets(view);
  const state = contents.map((content) => "text" in content ? content.text : content.blob).join("\n");
  const items = state.trim() === "" ? [] : [[WHOLE_TEXT, { state, revision: undefined }] as const];
  const format = () => formatResource(contents);
  return { items: new Map(items), hasTickets: false, view: undefined, isPartial: false, format };
}

/** Chooses the items of the next run: all, or the first tickets of many. */
export function chooseItems(keys: readonly string[]): string[] {
  return keys.slice(0, MAX_GIVEN);
}

/** @returns Undefined if the contents are not those of a view. */
export function parseView([first, ...others]: ReadResourceResult["contents"]): WatchedView | undefined {
  if (first === undefined || !("text" in first) || others.length > 0) return undefined;
  try {
    return viewSchema.safeParse(JSON.parse(first.text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Adds the next page to a view.
 *
 * @param page The structured result of the tool that returned it.
 * @returns Undefined if it is not a page of tickets.
 */
export function addPage(view: WatchedView, page: unknown): WatchedView | undefined {
  const { data } = viewSchema.safeParse(page);
  return data && { ...view, tickets: [...view.tickets, ...data.tickets], cursor: data.cursor ?? null };
}

function toTickets(view: WatchedView): WatchedContents {
  const { query = "", tickets, cursor } = view;
  return {
    items: new Map(tickets.map((ticket) => [ticket.id, { state: JSON.stringify(ticket), revision: ticket.revision }])),
    hasTickets: true,
    view: /^view:"([^"]+)"$/.exec(query)?.[1],
    isPartial: cursor !== null && cursor !== undefined,
    format: (keys) => JSON.stringify({ ...view, tickets: tickets.filter(({ id }) => keys.has(id)) }),
  };
}
