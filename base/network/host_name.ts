import { memoize } from "../values/memoize.ts";

/**
 * Reads the host name of this machine, `unknown` if the system does not report it. Reads it once, so that a process that has
 * given up the permission (`commands/serve/revoke_permissions.ts`) still knows it.
 */
export const getHostName = memoize(() => {
  try {
    return Deno.hostname() || "unknown";
  } catch {
    return "unknown";
  }
});
