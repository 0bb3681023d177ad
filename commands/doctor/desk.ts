/** Looks whether the desk can be worked on. */

import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import { pathExists } from "../../install/mod.ts";
import { DeskError, type DeskLocation, openDesk, parseLocation } from "../../store/mod.ts";
import { formatCount } from "../output/format_count.ts";
import type { Finding } from "./finding.ts";

const SUBJECT = "the desk";

/** Opens the desk at a location, and counts what is in it. A file that isn't there yet isn't made. */
export async function checkDesk(location: DeskLocation): Promise<Finding> {
  const place = parseLocation(location);
  if (place.kind === "file" && !await pathExists(place.path)) return await checkFolder(place.path);
  try {
    return { kind: "ok", subject: SUBJECT, message: await describeContents(location) };
  } catch (error) {
    if (error instanceof DeskError) return { kind: "wrong", subject: SUBJECT, message: error.message };
    throw error;
  }
}

async function describeContents(location: DeskLocation): Promise<string> {
  const desk = await openDesk(location);
  try {
    const { total, by_status, customers } = await desk.tickets.getStats();
    const open = by_status.open.toLocaleString("en");
    return `${location} has ${formatCount(total, "ticket")}, ${open} of them open, and ${
      formatCount(customers, "customer")
    }.`;
  } finally {
    await desk.close();
  }
}

/** Where there is no desk yet, its folder, or the innermost around it that is there, must be one that can be written to. */
async function checkFolder(path: string): Promise<Finding> {
  let folder = dirname(path);
  while (!await pathExists(folder) && folder !== dirname(folder)) folder = dirname(folder);
  try {
    await access(`${folder}/.`, constants.W_OK); // with the dot, a file isn't taken for a folder
    return { kind: "ok", subject: SUBJECT, message: `${path} isn't there yet: the first server that starts makes it.` };
  } catch {
    const what = `${path} can't be made, as nothing can be written to ${folder}. Name another place with --db.`;
    return { kind: "wrong", subject: SUBJECT, message: what };
  }
}
