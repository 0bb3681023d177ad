/**
 * Saved views: queries with a name.
 *
 * @module
 */

export { listViews, type Views } from "./built_in_views.ts";
