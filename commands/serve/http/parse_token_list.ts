import { type AccessToken, parseTokens } from "../../../server/transports/http/mod.ts";
import { CommandError } from "../../command_error.ts";

/**
 * Reads tokens as they are written down.
 *
 * @param source Where they are from, to begin a sentence with.
 * @throws {CommandError} When they can't be used.
 */
export function parseTokenList(text: string, source: string): AccessToken[] {
  try {
    return parseTokens(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(`${source} can't be used: ${error.message}.`, 2);
    throw error;
  }
}
