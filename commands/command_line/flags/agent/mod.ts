/** `support-mcp agent`: its flags and help. */

export { agentCommand } from "./agent.ts";
