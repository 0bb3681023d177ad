/** The servers that an agent works with: connected, watched and reconnected. */

export type { AgentServer, ServerChange } from "./agent_server.ts";
export { type ConnectedServers, connectServers, isAway } from "./connect_servers.ts";
