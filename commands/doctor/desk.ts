/** Looks whether the desk can be worked on. */

import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import { fileIsThere } from "../../install/mod.ts";
import { DeskError, type DeskLocation, openDesk, parseLocation } from "../../store/mod.ts";
import { counted } from "../counted.ts";
import type { Finding } from "./finding.ts";

const ABOUT = "the desk";

/** Opens the desk at a location, and counts what is in it. A file that isn't there yet isn't made. */
export async function findDesk(location: DeskLocation): Promise<Finding> {
  const place = parseLocation(location);
  if (place.kind === "file" && !await fileIsThere(place.path)) return await findPlaceFor(place.path);
  try {
    return { kind: "ok", about: ABOUT, what: await contentsOf(location) };
  } catch (error) {
    if (error instanceof DeskError) return { kind: "wrong", about: ABOUT, what: error.message };
    throw error;
  }
}

async function contentsOf(location: DeskLocation): Promise<string> {
  const desk = await openDesk(location);
  try {
    const { total, by_status, customers } = await desk.tickets.stats();
    const open = by_status.open.toLocaleString("en");
    return `${location} has ${counted(total, "ticket")}, ${open} of them open, and ${counted(customers, "customer")}.`;
  } finally {
    await desk.close();
  }
}

/** Where there is no desk yet, its folder, or the innermost around it that is there, must be one that can be written to. */
async function findPlaceFor(path: string): Promise<Finding> {
  let folder = dirname(path);
  while (!await fileIsThere(folder) && folder !== dirname(folder)) folder = dirname(folder);
  try {
    await access(`${folder}/.`, constants.W_OK); // with the dot, a file isn't taken for a folder
    return { kind: "ok", about: ABOUT, what: `${path} isn't there yet: the first server that starts makes it.` };
  } catch {
    const what = `${path} can't be made, as nothing can be written to ${folder}. Name another place with --db.`;
    return { kind: "wrong", about: ABOUT, what };
  }
}
