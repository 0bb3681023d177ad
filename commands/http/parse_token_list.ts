import { type AccessToken, parseTokens } from "../../server/transports/http/mod.ts";
import { CommandError } from "../process/mod.ts";

/**
 * Parses tokens.
 *
 * @param source The flag or variable they come from, for messages.
 * @throws {CommandError} If they are invalid.
 */
export function parseTokenList(text: string, source: string): AccessToken[] {
  try {
    return parseTokens(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(`${source} is invalid: ${error.message}.`, 2);
    throw error;
  }
}
