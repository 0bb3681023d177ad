/** The servers that an agent works with: connected, watched and reconnected. */

export type { AgentServer, ServerChange } from "./agent_server.ts";
export { connectServers } from "./connect_servers.ts";
