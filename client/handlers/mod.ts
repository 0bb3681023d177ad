/** Handlers for the requests that servers send: elicitation, sampling and roots. */

export { CallTimeouts, pauseTimeouts } from "./call_timeouts.ts";
export { limitConcurrency } from "./limit_concurrency.ts";
export { PageCompletions } from "./page_completions.ts";
export { getPageHostname, PageRequiredError, type RequiredPage } from "./page_required_error.ts";
export { PageVisits } from "./page_visits.ts";
export { getCapabilities, registerHandlers, type RequestHandlers } from "./request_handlers.ts";
