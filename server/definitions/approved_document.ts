import type { Desk, DocumentExport, WrittenDocument } from "../../store/mod.ts";

/**
 * Writes the document of an export that a person approved. Loads the code for documents when it is called, because most
 * servers never use it.
 *
 * @param machine The host name of this machine.
 * @throws {DeskError} If this is another machine, or the file cannot be written any more.
 */
export async function writeApprovedDocument(
  change: DocumentExport,
  desk: Pick<Desk, "tickets">,
  machine: string,
): Promise<WrittenDocument> {
  const document = await import("./document/mod.ts");
  return await document.writeApprovedDocument(change, desk, machine);
}
