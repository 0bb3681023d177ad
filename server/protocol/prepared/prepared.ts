import type { ServerName } from "../../definitions/mod.ts";
import type { PreparedServer } from "./prepared_server.ts";

/**
 * In the bundled program, what `scripts/prepare_responses.ts` has worked out, which stands in for this module. Run from the
 * sources there is nothing: what is prepared can't differ from what was changed a moment ago.
 */
export const prepared: Record<ServerName, PreparedServer> | undefined = undefined;
