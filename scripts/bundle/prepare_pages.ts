/** Prepares the program's pages of help and its version, so that printing them loads no package. */

import { commandNames, createHelpPage } from "../../commands/command_line/mod.ts";
import type { PreparedPages } from "../../commands/pages/mod.ts";
import { version } from "../../commands/process/mod.ts";

/** The words before the version by which `install.sh` and `install.ps1` recognize the program in its file. */
export const PROGRAM_MARK = "support-mcp program";

const HELP_FLAGS = ["--help", "-h"];
const VERSION_FLAGS = ["--version", "-V", "-v"];
const VERSION = "--version"; // no name of a command

/** Prepares every page, and the command lines that ask for it. */
export async function preparePages(): Promise<PreparedPages> {
  const pages: Record<string, PreparedPages["pages"][string]> = {
    "": await createHelpPage(),
    [VERSION]: `${version}\n`,
  };
  const requests: Record<string, string> = { "": "", "help": "" };
  for (const flag of HELP_FLAGS) requests[flag] = "";
  for (const flag of VERSION_FLAGS) requests[flag] = VERSION;
  for (const command of commandNames) {
    pages[command] = await createHelpPage(command);
    for (const flag of HELP_FLAGS) requests[`${command} ${flag}`] = command;
    for (const flag of VERSION_FLAGS) requests[`${command} ${flag}`] = VERSION;
    requests[`help ${command}`] = command;
    requests[`${command} help`] = command;
  }
  return { mark: `${PROGRAM_MARK} ${version}`, pages, requests };
}
