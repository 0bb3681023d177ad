/** The article's scripted demo. */

export { DemoStore } from "./demo_store.ts";
export { runScriptedAgent } from "./scripted_agent.ts";
