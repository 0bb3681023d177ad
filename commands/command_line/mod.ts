/** The command line: commands with their flags, help and completions. */

export { commandNames, createHelpPage, main } from "./command_line.ts";
