/** The events of an agent run, and views that print them. */

export type { EndReason, EndReport, RunReport } from "./end_report.ts";
export type { AgentEvent, AgentView, CallOutcome, RequestKind, ResourcePlace } from "./events.ts";
export { JsonView } from "./json_view.ts";
export { PlainView } from "./plain_view.ts";
export { QuietView } from "./quiet_view.ts";
