import { toPrintableLine } from "../../base/text/printable.ts";
import type { Approval } from "../../store/mod.ts";
import { CommandError } from "../process/mod.ts";
import { formatChange } from "./format_approval.ts";

/**
 * Formats a granted change, with the tickets that it left as they were.
 *
 * @throws {CommandError} If nothing was changed.
 */
export function formatGrant({ id, state, change, changed_count, reason }: Approval): string {
  if (state !== "granted") throw new CommandError(`${id} has ${state}, and nothing was changed: ${reason}`);
  if (changed_count === 0) throw new CommandError(`${id} was granted, but nothing was changed: ${reason}`);
  const rest = reason === null ? "" : `${toPrintableLine(reason)}\n`;
  return `Granted ${id}: ${formatChange(change)}.\n${rest}`;
}
