import { getPageHostname, type RequiredPage } from "../../handlers/mod.ts";
import type { Dialog } from "../dialog/mod.ts";

/**
 * Asks a person to confirm that they are finished on a page that a server requires.
 *
 * @param server The server's name, as people know it.
 */
export async function askIfFinished(page: RequiredPage, server: string, dialog: Dialog): Promise<boolean> {
  const key = await dialog.ask({
    kind: "key",
    message: `${server} continues when you are finished at ${getPageHostname(page)}. Are you finished?`,
    options: [
      { value: "y", label: "Yes", hint: "repeat the call" },
      { value: "g", label: "Give up", hint: "let the call fail" },
    ],
  });
  return key === "y";
}
