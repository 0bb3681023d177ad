import { type Desk, DeskError, type DocumentExport, type WrittenDocument } from "../../../store/mod.ts";
import { planNewFile, writeNewFile } from "../../files/mod.ts";
import { renderTicketDocument } from "./ticket_document.ts";

/**
 * Writes the document of an export that a person approved, at exactly the path that was shown.
 *
 * @param machine The host name of this machine.
 * @throws {DeskError} `unavailable` on another machine; otherwise the error of a file that cannot be written any more.
 */
export async function writeApprovedDocument(
  { ticket_id, path, folder, machine: owner }: DocumentExport,
  { tickets }: Pick<Desk, "tickets">,
  machine: string,
): Promise<WrittenDocument> {
  if (owner !== machine) {
    throw new DeskError("unavailable", `${path} is on ${owner}, and this is ${machine}. Grant the export on ${owner}.`);
  }
  const plan = await planNewFile(path, [{ path: folder, realPath: folder }]);
  if (plan.path !== path) {
    throw new DeskError(
      "invalid",
      `${path} now leads to another place: a folder in it was replaced with a link. Request the export again.`,
    );
  }
  return await writeNewFile(plan, renderTicketDocument(ticket_id, tickets, () => Promise.resolve()));
}
