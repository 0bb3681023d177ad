/**
 * Clients of the revisions without sessions.
 *
 * @module
 */

export { isStateless, StatelessHandler } from "./stateless_handler.ts";
