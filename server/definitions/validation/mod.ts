/**
 * Validates arguments in any form, and explains what is wrong with them. This needs zod and the schemas, which take longer to
 * load than the tools. Calls in strict form need neither, so this is loaded with the first other call.
 *
 * @module
 */

export { normalizeArguments } from "./normalize.ts";
export { type ArgumentHints, type ArgumentRules, parseArguments, type ParsedArguments } from "./parse_arguments.ts";
export * as schemas from "../schemas/mod.ts";
