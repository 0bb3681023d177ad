/** Notices about damaged records in lists. */

import type { Page } from "../../../store/mod.ts";
import type { ToolContext } from "../definition.ts";

const MOST_NAMED = 5;

const REMEDY = "A person can repair the store (support-mcp check --repair) or restore a backup (support-mcp restore).";

/** Describes the records that a list cannot read, with the remedy; undefined if there are none. */
export function describeDamage({ damaged = [] }: Pick<Page<unknown>, "damaged">): string | undefined {
  if (damaged.length === 0) return undefined;
  const others = damaged.length > MOST_NAMED ? [`And ${damaged.length - MOST_NAMED} more.`] : [];
  return [...damaged.slice(0, MOST_NAMED), ...others, REMEDY].join(" ");
}

/** Adds a notice to the result of a list, and the sentences in it to the metadata, where the page finds them. */
export function noteDamage(
  context: Pick<ToolContext, "addNotice" | "addDamage">,
  page: Pick<Page<unknown>, "damaged">,
): void {
  const notice = describeDamage(page);
  if (notice === undefined) return;
  context.addNotice(notice);
  context.addDamage(page.damaged!);
}
