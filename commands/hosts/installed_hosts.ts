/** Finds the hosts on this machine by their configuration files. */

import { dirname } from "node:path";
import {
  getUserFolders,
  hasParentFolder,
  type HostId,
  HOSTS,
  pathExists,
  type UserFolders,
} from "../../install/mod.ts";

export interface InstalledHost {
  id: HostId;
  /** Its configuration file, which may not exist yet. */
  path: string;
}

/** Finds every supported host on this machine, in the order of the table. */
export async function findInstalledHosts(): Promise<InstalledHost[]> {
  const folders = getUserFolders();
  const found: InstalledHost[] = [];
  for (const id of Object.keys(HOSTS) as HostId[]) {
    const path = HOSTS[id].getConfigPath(folders);
    if (await isInstalled(path, folders)) found.push({ id, path });
  }
  return found;
}

/** A configuration file in the home folder itself proves nothing until it exists. */
async function isInstalled(path: string, { home }: UserFolders): Promise<boolean> {
  return await pathExists(path) || (dirname(path) !== home && await hasParentFolder(path));
}
