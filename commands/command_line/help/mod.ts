/** What the command line says about itself: help and error messages. */

export {
  type CommandHelp,
  createCommandPage,
  createProgramPage,
  type DocumentedCommand,
  type FlagHelp,
  getPositionals,
  withHelp,
} from "./command_help.ts";
export { createErrorText, getExitCode } from "./error_text.ts";
export { GLOBAL_FLAGS } from "./global_flags.ts";
