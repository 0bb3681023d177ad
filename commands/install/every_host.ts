/** `support-mcp install`: adds the desk to every host on this machine, after one question. */

import { diffLines } from "../../base/text/compare/diff_lines.ts";
import { editConfig, HOSTS, InstallError } from "../../install/mod.ts";
import {
  confirmChange,
  findInstalledHosts,
  hasTerminal,
  type InstalledHost,
  readConfiguration,
  toConfiguration,
} from "../hosts/mod.ts";
import { formatCount, print } from "../output/mod.ts";
import { CommandError, toCommandError } from "../process/mod.ts";
import { createDeskServer, describeServer, type DeskServer, type InstallFlags } from "./desk_server.ts";
import { addDeskServer, describePerson, type DeskEdit, type EditOptions } from "./edit_servers.ts";
import { describeExposure } from "./secrets.ts";

/** The change in the configuration of one host, or why there is none. */
type Plan = InstalledHost & ({ changes: readonly string[]; about: readonly string[] } | { problem: string });

/**
 * Shows what changes in each configuration, asks once, and changes them.
 *
 * @returns The exit code: 1 if a host cannot be changed, or no one agrees.
 * @throws {CommandError} If no supported host is on this machine.
 */
export async function installInEveryHost(flags: InstallFlags): Promise<number> {
  const desk = createDeskServer(flags);
  const plans = await planChanges(desk, flags);
  for (const plan of plans) printLines(describePlan(plan, desk.name));
  const changed = plans.flatMap((plan) => "changes" in plan && plan.changes.length > 0 ? [plan] : []);
  const failed = plans.some((plan) => "problem" in plan);
  if (changed.length === 0 || flags.dryRun) return failed ? 1 : 0;
  printLines("", ...new Set(changed.flatMap(({ about }) => about)));
  if (!flags.yes && !agrees(changed.length)) {
    printLines(
      "Nothing was changed. To change all of them without being asked, add --yes. To change one host, name it.",
    );
    return 1;
  }
  return await makeChanges(changed, desk, flags) && !failed ? 0 : 1;
}

function agrees(files: number): boolean {
  return hasTerminal() && confirmChange(`\nChange ${formatCount(files, "file")}?`);
}

async function planChanges(desk: DeskServer, flags: InstallFlags): Promise<Plan[]> {
  const plans: Plan[] = [];
  try {
    for (const host of await findInstalledHosts()) plans.push(await planChange(host, desk, flags));
  } catch (error) {
    throw toCommandError(error, [InstallError]);
  }
  if (plans.length > 0) return plans;
  throw new CommandError(
    "No supported host is on this machine. Start one once, or name it: support-mcp install HOST.",
  );
}

async function planChange(host: InstalledHost, desk: DeskServer, flags: InstallFlags): Promise<Plan> {
  try {
    const configuration = await readConfiguration(host.id, host.path);
    const edited = addDeskServer(configuration, desk, toEditOptions(flags));
    const about = [...describeServer(edited.server, HOSTS[host.id].name, false), ...describePerson(edited)];
    return { ...host, changes: diffLines(configuration.text, edited.text), about };
  } catch (error) {
    if (error instanceof InstallError) return { ...host, problem: error.message };
    throw error;
  }
}

function toEditOptions({ prefix, force }: InstallFlags): EditOptions {
  return { replaced: prefix, mayReplace: () => force };
}

function describePlan(plan: Plan, server: string): string {
  const { name } = HOSTS[plan.id];
  if ("problem" in plan) return `${name}: ${plan.problem}`;
  const [first, details] = plan.changes.length === 0
    ? [`${name} already has the server ${server}. ${plan.path} is unchanged.`, plan.about]
    : [`${name}: ${plan.path}`, plan.changes];
  return [first, ...details.map((line) => `  ${line}`)].join("\n");
}

/** Returns false if a file could not be changed. */
async function makeChanges(
  hosts: readonly InstalledHost[],
  desk: DeskServer,
  flags: InstallFlags,
): Promise<boolean> {
  let succeeded = true;
  for (const { id, path } of hosts) {
    const { name, nextStep } = HOSTS[id];
    let edited: DeskEdit;
    try {
      const { backup } = await editConfig(path, (before) => {
        edited = addDeskServer(toConfiguration(id, path, before), desk, toEditOptions(flags));
        return edited.text;
      });
      printLines(`${edited!.done}. ${nextStep}`, ...await describeExposure(path, edited!.server));
      if (backup !== undefined) printLines(`The previous file is kept as ${backup}.`);
    } catch (error) {
      if (!(error instanceof InstallError)) throw error;
      succeeded = false;
      printLines(`${name}: ${error.message}`);
    }
  }
  return succeeded;
}

function printLines(...lines: string[]): void {
  print(`${lines.join("\n")}\n`);
}
