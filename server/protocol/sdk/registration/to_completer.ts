/** Completions of definitions, as the SDK calls them. */

import type { Complete } from "../../../definitions/mod.ts";
import type { RegistrationContext } from "../../server_options.ts";

/** The maximum number of values of a completion (MCP, server/utilities/completion). */
const MAX_COMPLETIONS = 100;

/** Turns a definition's completion into the function that the SDK calls. */
export function toCompleter(complete: Complete, { desk }: RegistrationContext): (value: unknown) => Promise<string[]> {
  return async (value) => (await complete(String(value ?? ""), await desk)).slice(0, MAX_COMPLETIONS);
}
