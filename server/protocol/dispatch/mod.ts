/**
 * Decides who answers a message.
 *
 * @module
 */

export { Dispatcher, type DispatcherOptions } from "./dispatcher.ts";
export type { ConnectedServer } from "./lazy_server.ts";
