/** The person beside an agent: approves tool calls and answers requests from servers. */

export { absentApprover, type Approval, type Approver, type ToolCall } from "./approver.ts";
export type { Person } from "./person.ts";
