/** `support-mcp install HOST`: adds the desk to one host. */

import {
  findTwoServers,
  type HostConfiguration,
  type HostId,
  HOSTS,
  InstallError,
  type TwoServers,
} from "../../install/mod.ts";
import { changeConfig, confirmChange, hasTerminal, readConfiguration, resolveConfigPath } from "../hosts/mod.ts";
import { openTerminal } from "../output/mod.ts";
import { toCommandError } from "../process/mod.ts";
import { createDeskServer, describeServer, type InstallFlags } from "./desk_server.ts";
import { addDeskServer } from "./edit_servers.ts";

/**
 * Adds the desk to a host's configuration. Two servers of an earlier version are replaced if the person agrees. If the person
 * does not, nothing changes.
 *
 * @returns The exit code: 1 if the person does not agree.
 * @throws {CommandError} If this is impossible. The configuration is unchanged then.
 */
export async function installInHost(id: HostId, flags: InstallFlags): Promise<number> {
  const desk = createDeskServer(flags);
  const two = flags.http === undefined ? await findOldServers(id, flags) : undefined;
  const replaces = two?.shared === undefined ? false : isReplaced(two, desk.name, flags);
  if (replaces === undefined) {
    openTerminal().process.stdout.write(`Nothing was changed: ${HOSTS[id].name} keeps ${two!.names.join(" and ")}.\n`);
    return 1;
  }
  const { name, nextStep } = HOSTS[id];
  let done = "";
  let about: string[] = [];
  const edit = (configuration: HostConfiguration) => {
    const edited = addDeskServer(configuration, desk, replaces ? flags.prefix : undefined);
    done = edited.done;
    about = describeServer(edited.server, flags.project);
    return edited.text;
  };
  return await changeConfig(id, flags, edit, (path, changed) => {
    const notes = two === undefined || replaces ? [] : [describeKept(two)];
    const first = changed
      ? `${done}, in ${path}. ${nextStep}`
      : `${name} has the server ${desk.name} already. ${path} is unchanged.`;
    return [first, ...about, ...notes, ""].join("\n");
  });
}

async function findOldServers(id: HostId, flags: InstallFlags): Promise<TwoServers | undefined> {
  try {
    return findTwoServers(await readConfiguration(id, resolveConfigPath(id, flags)), flags.prefix);
  } catch (error) {
    throw toCommandError(error, [InstallError]);
  }
}

/** Asks at a terminal. @returns Undefined if the person does not agree. */
function isReplaced({ names }: TwoServers, name: string, { yes, dryRun }: InstallFlags): boolean | undefined {
  if (yes || dryRun || !hasTerminal()) return yes;
  return confirmChange(`Replace the servers ${names.join(" and ")} by ${name}, which has the tools of both?`) ||
    undefined;
}

function describeKept({ names, shared }: TwoServers): string {
  const next = shared === undefined
    ? "Their flags or variables differ, so compare them with the new entry and remove them by hand."
    : "To replace them, run this command again with --yes.";
  return `The servers ${names.join(" and ")} of an earlier version are still there, with the same tools. ${next}`;
}
