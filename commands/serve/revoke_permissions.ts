/** Gives up the permissions that a running server no longer needs. */

import { getHostName } from "../../base/network/host_name.ts";

export interface RemainingNeeds {
  /** Opens or accepts connections. */
  network: boolean;
  /** Has a tool that writes files. */
  files: boolean;
  /** Builds the web desk with the `deno` command when someone asks for it, as from the sources. */
  programs: boolean;
}

/**
 * Gives up permissions for good, so that code that gets in later, through a package or a flaw, cannot start programs, load
 * libraries or remote code, read the environment, or use the network or write files where nothing needs it. Call it once the
 * store is open: Deno checks a permission when a file or socket is opened, not while it is used.
 *
 * Writing is kept or given up as a whole. Deno starts the program with every permission, and cannot reduce that to a folder
 * (https://docs.deno.com/api/deno/~/Deno.Permissions).
 */
export function revokePermissions({ network, files, programs }: RemainingNeeds): void {
  getHostName(); // needed later, by exports and the lock file
  const names: Deno.PermissionDescriptor["name"][] = ["ffi", "import", "env", "sys"];
  if (!network) names.push("net");
  if (!programs) names.push("run");
  if (!files) names.push("write");
  for (const name of names) Deno.permissions.revokeSync({ name } as Deno.PermissionDescriptor);
}
