import { toPrintableLine } from "../../base/text/printable.ts";
import type { Approval } from "../../store/mod.ts";
import { CommandError } from "../process/mod.ts";
import { formatChange } from "./format_approval.ts";

/**
 * Formats a granted change, with the tickets that it left as they were.
 *
 * @throws {CommandError} If nothing was changed.
 */
export function formatGrant({ id, state, change, reason }: Approval): string {
  if (state !== "granted") throw new CommandError(`${id} has ${state}, and nothing was changed: ${reason}`);
  if (reason?.startsWith("0 of ")) throw new CommandError(`${id} was granted, but nothing was changed: ${reason}`);
  const rest = reason === null ? "" : `${toPrintableLine(reason)}\n`;
  return `Granted ${id}: ${formatChange(change)}.\n${rest}`;
}
