/** The events of an agent run, and views that print them. */

export type { EndReason, EndReport } from "./end_report.ts";
export type { AgentEvent, AgentView, CallOutcome, RequestKind } from "./events.ts";
export { JsonView } from "./json_view.ts";
export { PlainView } from "./plain_view.ts";
export { QuietView } from "./quiet_view.ts";
