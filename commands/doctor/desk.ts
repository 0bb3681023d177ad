/** Checks if the desk can be opened. */

import { dirname } from "node:path";
import { isWritableFolder } from "../../base/system/is_writable.ts";
import { findDamage } from "../../data/mod.ts";
import { pathExists } from "../../install/mod.ts";
import {
  DeskError,
  type DeskLocation,
  findStuckWriter,
  getDefaultLocation,
  openDesk,
  parseLocation,
} from "../../store/mod.ts";
import { formatCount } from "../output/mod.ts";
import { readStore } from "../read_only/mod.ts";
import { describeConnections } from "./connections.ts";
import type { Finding } from "./finding.ts";
import { describeSeenHosts } from "./seen_hosts.ts";

const SUBJECT = "Desk";

/** The time that another process may write before the doctor reports that it keeps others from writing, in milliseconds. */
const LOCK_PATIENCE = 2_000;

/** Opens the desk at a location, counts its contents, lists the hosts that have connected, and runs the quick check of SQLite on a file. Does not create a missing file. */
export async function checkDesk(location: DeskLocation): Promise<Finding[]> {
  const place = parseLocation(location);
  if (place.kind === "file" && !await pathExists(place.path)) return [await checkFolder(place.path, location)];
  try {
    if (place.kind !== "file") return await describeContents(location, location, false);
    return await readStore(place.path, (path) => checkFile(path, location, path !== place.path));
  } catch (error) {
    if (error instanceof DeskError) return [{ kind: "failed", subject: SUBJECT, message: error.message }];
    throw error;
  }
}

/**
 * Checks a file, and describes the desk in it.
 *
 * @param location Its name in messages.
 * @param isCopy True for the copy of a store that cannot be written.
 */
async function checkFile(path: string, location: DeskLocation, isCopy: boolean): Promise<Finding[]> {
  // Deno KV ends the process at some kinds of damage. Files of other kinds are refused before it opens them.
  const damage = await findDamage(path);
  if (damage === null || /not a database/.test(damage)) {
    const contents = await describeContents(path, location, isCopy);
    return isCopy ? contents : [...contents, ...await checkLock(path, location)];
  }
  const problem =
    `${location} is damaged (${damage}). Restore a backup (support-mcp restore), or repair it (support-mcp check --repair).`;
  return [{ kind: "failed", subject: SUBJECT, message: problem }];
}

async function checkLock(path: string, location: DeskLocation): Promise<Finding[]> {
  const writer = await findStuckWriter(path, LOCK_PATIENCE);
  if (writer === null) return [];
  const message =
    `Nothing can be written to ${location}: ${writer}. If it is stopped, resume it (kill -CONT PID) or end it.`;
  return [{ kind: "failed", subject: SUBJECT, message }];
}

async function describeContents(opened: DeskLocation, location: DeskLocation, isCopy: boolean): Promise<Finding[]> {
  const desk = await openDesk(opened);
  try {
    const { total, by_status, customers } = await desk.tickets.getStats();
    const tickets = `${formatCount(total, "ticket")} (${by_status.open.toLocaleString("en")} open)`;
    const contents = `${location} has ${tickets} and ${formatCount(customers, "customer")}.`;
    const message = isCopy ? `${contents} It cannot be written: only serve --read-only serves it.` : contents;
    return [
      { kind: "ok", subject: SUBJECT, message },
      ...await describeConnections(desk),
      ...await describeSeenHosts(desk),
    ];
  } finally {
    await desk.close();
  }
}

/** Checks if a missing desk can be created. The default folder is created with it, if the innermost existing one is writable. */
async function checkFolder(path: string, location: DeskLocation): Promise<Finding> {
  let folder = dirname(path);
  if (location !== getDefaultLocation() && !await pathExists(folder)) {
    const message = `${path} cannot be created, because ${folder} does not exist. Create it, or correct --db.`;
    return { kind: "failed", subject: SUBJECT, message };
  }
  while (!await pathExists(folder) && folder !== dirname(folder)) folder = dirname(folder);
  if (await isWritableFolder(folder)) {
    const message = `${path} does not exist yet. The first server to start creates it.`;
    return { kind: "ok", subject: SUBJECT, message };
  }
  const message = `${path} cannot be created, because ${folder} is not writable. Choose another location with --db.`;
  return { kind: "failed", subject: SUBJECT, message };
}
