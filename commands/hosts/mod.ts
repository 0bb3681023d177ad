/** Shared by the commands that edit or read the configuration files of hosts. */

export { toAbsoluteLocation } from "./absolute_location.ts";
export { changeConfig, createEntry, getThisProgram, type HostConfigFlags } from "./host_config.ts";
export { askForName, hasTerminal } from "./ask_for_name.ts";
