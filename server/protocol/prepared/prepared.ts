import type { PreparedServers } from "./shared_lists.ts";

/**
 * In the bundled program this module is replaced by what `scripts/bundle/prepare_responses.ts` computes. When the
 * program runs from source nothing is prepared, so it can't be outdated.
 */
export const prepared: PreparedServers | undefined = undefined;
