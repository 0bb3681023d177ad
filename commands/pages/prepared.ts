import type { PreparedPages } from "./find_page.ts";

/**
 * The prepared pages. The bundled program replaces this module with the output of `scripts/bundle/prepare_pages.ts`.
 * Without a bundle there are none, so a change of a page shows at once.
 */
export const prepared: PreparedPages | undefined = undefined;
