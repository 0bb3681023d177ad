import { settlesWithin } from "../../../base/settles_within.ts";

/** How each system is told to show a page in the person's browser. The address is the last argument: no shell reads it. */
const OPENERS: Partial<Record<typeof Deno.build.os, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  windows: ["rundll32", "url.dll,FileProtocolHandler"], // `start` belongs to a shell, which would read the address
};
const DEFAULT_OPENER = ["xdg-open"] as const;

/** How long to wait for a failure, in milliseconds: some systems' openers run until the browser ends. */
const FAILURE_WAIT = 3_000;

/**
 * Opens a page in the person's browser.
 *
 * @param url An absolute URL of the web.
 * @returns Whether that worked, as far as the system tells.
 */
export async function openPage(url: URL): Promise<boolean> {
  const [program, ...args] = OPENERS[Deno.build.os] ?? DEFAULT_OPENER;
  try {
    const opener = new Deno.Command(program, {
      args: [...args, url.href],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    });
    const child = opener.spawn();
    child.unref();
    return !await settlesWithin(child.status, FAILURE_WAIT) || (await child.status).success;
  } catch {
    return false;
  }
}
