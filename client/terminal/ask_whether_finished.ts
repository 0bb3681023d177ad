import { hostOf, type RequiredPage } from "../page_required.ts";
import type { Prompts } from "./prompts.ts";

/**
 * Asks a person whether they are done on a page that a server waits for.
 *
 * @param server Its name, as people know it.
 */
export async function askWhetherFinished(page: RequiredPage, server: string, prompts: Prompts): Promise<boolean> {
  const key = await prompts.ask({
    kind: "key",
    message: `${server} goes on when you are done at ${hostOf(page)}. Are you?`,
    options: [
      { value: "y", label: "Done", hint: "it is asked again for what it was to do" },
      { value: "g", label: "Give up", hint: "it goes without" },
    ],
  });
  return key === "y";
}
