import type { ServerName } from "../../definitions/mod.ts";
import type { PreparedServer } from "./prepared_server.ts";

/**
 * In the bundled program this module is replaced by what `scripts/prepare_responses.ts` computes. When the program runs from
 * source nothing is prepared, so it can't be outdated.
 */
export const prepared: Record<ServerName, PreparedServer> | undefined = undefined;
