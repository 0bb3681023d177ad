/**
 * Decides who answers a message.
 *
 * @module
 */

export { Dispatcher } from "./dispatcher.ts";
export type { DispatcherOptions } from "./dispatcher_options.ts";
export type { ConnectedServer, ConnectServer } from "./lazy_server.ts";
