import type { Tickets } from "../../tickets.ts";
import type { Store } from "../commit/mod.ts";
import { TicketCommands } from "./ticket_commands.ts";
import { TicketReads } from "./ticket_reads.ts";

/** Creates {@linkcode Tickets} on the key-value store. */
export function createKvTickets(store: Store): Tickets {
  const reads = new TicketReads(store);
  const commands = new TicketCommands(store);
  return {
    get: (id) => reads.get(id),
    listOpen: (limit) => reads.listOpen(limit),
    completeId: (prefix, limit) => reads.completeId(prefix, limit),
    search: (query, request) => reads.search(query, request),
    findSimilar: (to, limit) => reads.findSimilar(to, limit),
    explainEmptySearch: (query, request) => reads.explainEmptySearch(query, request),
    listComments: (id, page) => reads.listComments(id, page),
    listEvents: (id, page) => reads.listEvents(id, page),
    getStats: () => reads.getStats(),
    getReport: (request, quote) => reads.getReport(request, quote),
    getAttachment: (id, name) => reads.getAttachment(id, name),
    create: (ticket, context, options) => commands.create(ticket, context, options),
    update: (id, update, context, options) => commands.update(id, update, context, options),
    addComment: (id, comment, context) => commands.addComment(id, comment, context),
    receive: (message, context) => commands.receive(message, context),
    editComment: (id, comment, edit, context) => commands.editComment(id, comment, edit, context),
    close: (id, resolution, context) => commands.close(id, resolution, context),
    reopen: (id, reason, context) => commands.reopen(id, reason, context),
    escalate: (id, escalation, context) => commands.escalate(id, escalation, context),
    findEscalated: (id, reason, context) => commands.findEscalated(id, reason, context),
    merge: (id, into, context) => commands.merge(id, into, context),
    undoMerge: (id, into, context) => commands.undoMerge(id, into, context),
    recordRefusal: (id, context) => commands.recordRefusal(id, context),
    claimNext: (claim, context) => commands.claimNext(claim, context),
    attach: (id, file, context) => commands.attach(id, file, context),
  };
}
