import type { ShownLink } from "../../../store/mod.ts";

/** A link without the subject of the other ticket. */
export type LinkRow = Omit<ShownLink, "subject">;

/** Picks the fields of links that the results of changes show. */
export function toLinkRows(links: readonly ShownLink[] = []): LinkRow[] {
  return links.map(({ subject: _words, ...link }) => link);
}

/** Formats links in one line: `causes:43 [open], relates:7 [closed, of merged ticket #5]`. */
export function formatLinkRows(links: readonly LinkRow[]): string {
  return links.map(formatLinkName).join(", ") || "none";
}

/** Formats a link without words of people. */
export function formatLinkName({ relation, id, status, merged_from }: LinkRow): string {
  const owner = merged_from === undefined ? "" : `, of merged ticket #${merged_from}`;
  return `${relation}:${id} [${status}${owner}]`;
}
