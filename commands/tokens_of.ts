import { type AccessToken, parseTokens } from "../server/http/mod.ts";
import { Failure } from "./failure.ts";

/**
 * Reads tokens as they are written down.
 *
 * @param source Where they are from, to begin a sentence with.
 * @throws {Failure} When they can't be used.
 */
export function tokensOf(text: string, source: string): AccessToken[] {
  try {
    return parseTokens(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Failure(`${source} can't be used: ${error.message}.`, 2);
    throw error;
  }
}
