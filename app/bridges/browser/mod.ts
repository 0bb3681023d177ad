/** The bridge of a browser: MCP over HTTP, to the server that sent the page. */

export { BrowserBridge, type BrowserBridgeOptions } from "./browser_bridge.ts";
export { LogIn } from "./log_in.ts";
export { TokenStore } from "./token_store.ts";
