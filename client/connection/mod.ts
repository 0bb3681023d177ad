/** Connections to MCP servers, and reconnection. */

export { Connection, type ConnectionOptions, type UnusableTool } from "./connection.ts";
export { isDisconnect } from "./disconnect.ts";
export { createEndlessReconnection, createReconnection, type Reconnection } from "./reconnect.ts";
export { ReconnectingConnection } from "./reconnecting_connection.ts";
export { ServerGroup } from "./server_group.ts";
