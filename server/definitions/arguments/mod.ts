/**
 * The arguments of tools and prompts: normalizing, validating and explaining them.
 *
 * @module
 */

export { textForms } from "./argument.ts";
export { parseMailbox } from "./mailbox.ts";
export { replaceTicketUris } from "./ticket_id.ts";
export {
  type ArgumentHints,
  type ArgumentRules,
  hasEffect,
  parseArguments,
  type ParsedArguments,
} from "./parse_arguments.ts";
