/**
 * The SDK's server with our definitions. Loaded with the first message that needs it: this takes longer than everything else.
 *
 * @module
 */

export { connectHandshakeServer, connectServer } from "./connect_server.ts";
export { createServer } from "./create_server.ts";
export { narrowServer } from "./narrow_server.ts";
