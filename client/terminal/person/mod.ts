/** A person at a terminal: approves tool calls and handles elicitation and sampling requests. */

export { absentPerson } from "./absent_person.ts";
export { PersonApprover } from "./person_approver.ts";
export { PersonRequestHandlers } from "./person_request_handlers.ts";
