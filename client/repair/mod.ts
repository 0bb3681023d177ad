/** Repairs messages of servers that deviate from MCP in ways that do no harm. */

export { type LeftOutItem, RepairingTransport } from "./repairing_transport.ts";
