/** The bridge of MCP Apps: messages to the host around the page. */

export { HostBridge, type HostBridgeOptions } from "./host_bridge.ts";
export { applyHostStyles } from "./host_styles.ts";
export type { Opening } from "./opening.ts";
export { createParentPort, type Port } from "./port.ts";
