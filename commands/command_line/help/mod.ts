/** Help and error messages of the command line. */

export {
  type CommandHelp,
  createCommandPage,
  createProgramPage,
  type DocumentedCommand,
  type FlagHelp,
  listFirstArguments,
  withHelp,
} from "./command_help.ts";
export { createErrorText, describeMisreadFlag, getExitCode, isUsageError } from "./error_text.ts";
export { GLOBAL_FLAGS, PROGRAM_FLAGS } from "./global_flags.ts";
