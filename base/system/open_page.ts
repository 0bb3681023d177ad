import { settlesWithin } from "../timing/settles_within.ts";

/** The command of each system that opens a page in the browser. The address is added as the last argument, without a shell. */
const OPENERS: Partial<Record<typeof Deno.build.os, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  windows: ["rundll32", "url.dll,FileProtocolHandler"], // not `start`, because its shell would interpret the address
};
const DEFAULT_OPENER = ["xdg-open"] as const;

/** The time to wait for a failure, in milliseconds: some openers run until the browser exits. */
const FAILURE_WAIT = 3_000;

/**
 * Opens a page in the person's browser.
 *
 * @param url An absolute http or https URL.
 * @param environment Variables for the opener, in addition to those of this process.
 * @returns False if the system reports a failure.
 */
export async function openPage(url: URL, environment: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const [program, ...args] = OPENERS[Deno.build.os] ?? DEFAULT_OPENER;
  try {
    const opener = new Deno.Command(program, {
      args: [...args, url.href],
      env: environment,
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
