/** Events, and the histories that they form. */

export { createEventParts, diffStates, type Origin, toActorLines } from "./event_parts.ts";
export { replayCustomer, replayTicket } from "./replay.ts";
export { listAuthors } from "./list_authors.ts";
export { formatActor } from "./format_actor.ts";
export { getResponsibleName } from "./responsible_name.ts";
export { toStaleRevision } from "./stale_revision.ts";
export { createTicketEvent } from "./ticket_event.ts";
