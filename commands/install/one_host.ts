/** `support-mcp install HOST`: adds the desk to one host. */

import {
  findTwoServers,
  type HostConfiguration,
  type HostId,
  HOSTS,
  InstallError,
  NameTakenError,
  type TwoServers,
} from "../../install/mod.ts";
import { changeConfig, confirmChange, hasTerminal, readConfiguration, resolveConfigPath } from "../hosts/mod.ts";
import { print } from "../output/mod.ts";
import { toCommandError } from "../process/mod.ts";
import { createDeskServer, describeServer, type DeskServer, type InstallFlags } from "./desk_server.ts";
import { addDeskServer, describePerson, type DeskEdit } from "./edit_servers.ts";
import { describeExposure } from "./secrets.ts";

/**
 * Adds the desk to a host's configuration. Two servers of an earlier version, and another server of the name, are replaced if
 * the person agrees. If the person does not, nothing changes.
 *
 * @returns The exit code: 1 if the person does not agree.
 * @throws {CommandError} If this is impossible. The configuration is unchanged then.
 */
export async function installInHost(id: HostId, flags: InstallFlags): Promise<number> {
  const desk = createDeskServer(flags);
  const two = flags.http === undefined ? await findOldServers(id, flags) : undefined;
  const replaces = two?.shared === undefined ? false : isReplaced(two, desk.name, flags);
  if (replaces === undefined) return refuse(`${HOSTS[id].name} keeps ${two!.names.join(" and ")}`);
  const replaced = replaces ? flags.prefix : undefined;
  const taken = await findTakenName(id, flags, desk);
  if (taken !== undefined && !mayReplace(taken, id)) return refuse(`${HOSTS[id].name} keeps ${desk.name}`);
  const options = { replaced, mayReplace: (there: string) => flags.force || there === taken?.there };
  let edited: DeskEdit;
  const edit = (configuration: HostConfiguration) => (edited = addDeskServer(configuration, desk, options)).text;
  return await changeConfig(id, flags, edit, async (path, changed) => {
    const notes = two === undefined || replaces ? [] : [describeKept(two)];
    return [...await describeResult(id, path, edited, changed, desk.name, flags), ...notes, ""].join("\n");
  });
}

function refuse(reason: string): number {
  print(`Nothing was changed: ${reason}.\n`);
  return 1;
}

async function describeResult(
  id: HostId,
  path: string,
  edited: DeskEdit,
  changed: boolean,
  server: string,
  { project }: InstallFlags,
): Promise<string[]> {
  const { name, nextStep } = HOSTS[id];
  const first = changed
    ? `${edited.done}, in ${path}. ${nextStep}`
    : `${name} already has the server ${server}. ${path} is unchanged.`;
  return [
    first,
    ...describeServer(edited.server, name, project),
    ...describePerson(edited),
    ...await describeExposure(path, edited.server),
  ];
}

/** Finds another server of the name, about which a person at the terminal can be asked. */
async function findTakenName(id: HostId, flags: InstallFlags, desk: DeskServer): Promise<NameTakenError | undefined> {
  if (flags.force || flags.dryRun || flags.yes || !hasTerminal()) return undefined;
  try {
    const configuration = await readConfiguration(id, resolveConfigPath(id, flags));
    addDeskServer(configuration, desk, { replaced: undefined, mayReplace: () => false });
  } catch (error) {
    if (error instanceof NameTakenError) return error;
    throw toCommandError(error, [InstallError]);
  }
  return undefined;
}

function mayReplace({ server, there }: NameTakenError, id: HostId): boolean {
  return confirmChange(`${HOSTS[id].name} has another server named ${server}: ${there}. Replace it?`);
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
  return confirmChange(`Replace the servers ${names.join(" and ")} with ${name}, which has the tools of both?`) ||
    undefined;
}

function describeKept({ names, shared }: TwoServers): string {
  const next = shared === undefined
    ? "Their flags or variables differ, so compare them with the new entry and remove them by hand."
    : "To replace them, run this command again with --yes.";
  return `The servers ${names.join(" and ")} of an earlier version are still there, with the same tools. ${next}`;
}
