/** The support desk behind the servers: which server is which, and the results it returns. */

export {
  closeResultSchema,
  customerResultSchema,
  escalateResultSchema,
  getPromptTexts,
  getResourceTexts,
  getResultText,
  idSchema,
  parseJsonAs,
  ticketSchema,
} from "./desk_results.ts";
export { type CallSubject, readCallSubject } from "./call_subject.ts";
export { type DeskServers, findDeskServers } from "./desk_servers.ts";
