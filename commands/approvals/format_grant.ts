import { toPrintableLine } from "../../base/text/printable.ts";
import type { Approval } from "../../store/mod.ts";
import { formatErased, formatRemainder } from "../erase/mod.ts";
import { CommandError } from "../process/mod.ts";
import { formatChange } from "./format_approval.ts";

/**
 * Formats a granted change, with the tickets that it left as they were, or what an erasure has not reached.
 *
 * @param location The store.
 * @throws {CommandError} If nothing was changed.
 */
export function formatGrant({ id, state, change, changed_count, reason, erased }: Approval, location: string): string {
  if (state !== "granted") throw new CommandError(`${id} has ${state}, and nothing was changed: ${reason}`);
  if (changed_count === 0) throw new CommandError(`${id} was granted, but nothing was changed: ${reason}`);
  const rest = reason === null ? "" : `${toPrintableLine(reason)}\n`;
  const outcome = change.tool !== "erase_customer" || erased === undefined
    ? ""
    : formatErased(change.email, erased) + formatRemainder(erased.remainder, location);
  return `Granted ${id}: ${formatChange(change)}.\n${rest}${outcome}`;
}
