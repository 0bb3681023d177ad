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
import { toCommandError } from "../process/mod.ts";
import { createDeskServer, describeServer, type InstallFlags } from "./desk_server.ts";
import { addDeskServer, getAddedServer } from "./edit_servers.ts";

/**
 * Adds the desk to a host's configuration. Two servers of an earlier version are replaced if the person agrees.
 *
 * @returns The exit code.
 * @throws {CommandError} If this is impossible. The configuration is unchanged then.
 */
export async function installInHost(id: HostId, flags: InstallFlags): Promise<number> {
  const desk = createDeskServer(flags);
  const two = flags.http === undefined ? await findOldServers(id, flags) : undefined;
  const replaces = two?.shared !== undefined && isReplaced(two, desk.name, flags);
  const { name, nextStep } = HOSTS[id];
  let about: string[] = [];
  const edit = (configuration: HostConfiguration) => {
    const text = addDeskServer(configuration, desk, replaces ? flags.prefix : undefined);
    about = describeServer(getAddedServer({ ...configuration, text }, desk), flags.project);
    return text;
  };
  return await changeConfig(
    id,
    flags,
    edit,
    (path, changed) => {
      const notes = two === undefined || replaces ? [] : [describeKept(two)];
      if (!changed) {
        return [`${name} has the server ${desk.name} already. ${path} is unchanged.`, ...about, ...notes, ""].join(
          "\n",
        );
      }
      const change = replaces
        ? `Replaced the servers ${two.names.join(" and ")} of ${name} by ${desk.name}`
        : `Added the server ${desk.name} to ${name}`;
      return [`${change}, in ${path}. ${nextStep}`, ...about, ...notes, ""].join("\n");
    },
  );
}

async function findOldServers(id: HostId, flags: InstallFlags): Promise<TwoServers | undefined> {
  try {
    return findTwoServers(await readConfiguration(id, resolveConfigPath(id, flags)), flags.prefix);
  } catch (error) {
    throw toCommandError(error, [InstallError]);
  }
}

function isReplaced({ names }: TwoServers, name: string, { yes, dryRun }: InstallFlags): boolean {
  if (yes || dryRun || !hasTerminal()) return yes;
  return confirmChange(`Replace the servers ${names.join(" and ")} by ${name}, which has the tools of both?`);
}

function describeKept({ names, shared }: TwoServers): string {
  const next = shared === undefined
    ? "Their flags or variables differ, so compare them with the new entry and remove them by hand."
    : "To replace them, run this command again with --yes.";
  return `The servers ${names.join(" and ")} of an earlier version are still there, with the same tools. ${next}`;
}
