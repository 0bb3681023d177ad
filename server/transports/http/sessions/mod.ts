/**
 * Clients of the handshake revisions, which have sessions.
 *
 * @module
 */

export { Sessions } from "./sessions.ts";
