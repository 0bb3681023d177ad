import { getPageHostname, type RequiredPage } from "../../handlers/mod.ts";
import type { Dialog } from "../dialog/mod.ts";

/**
 * Asks a person whether they are done on a page that a server waits for.
 *
 * @param server Its name, as people know it.
 */
export async function askIfFinished(page: RequiredPage, server: string, prompts: Dialog): Promise<boolean> {
  const key = await prompts.ask({
    kind: "key",
    message: `${server} goes on when you are done at ${getPageHostname(page)}. Are you?`,
    options: [
      { value: "y", label: "Done", hint: "it is asked again for what it was to do" },
      { value: "g", label: "Give up", hint: "it goes without" },
    ],
  });
  return key === "y";
}
