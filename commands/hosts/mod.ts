/** What the commands for hosts' configuration files share. */

export { toAbsoluteLocation } from "./absolute_location.ts";
export { changeConfig, createEntry, getThisProgram, type HostConfigFlags } from "./host_config.ts";
