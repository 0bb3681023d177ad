/**
 * The commands: their flags, arguments and help. Each is loaded when it is chosen, and loads its code when it runs.
 *
 * @module
 */

import type { DocumentedCommand } from "../help/mod.ts";

const LOADERS: Readonly<Record<string, () => Promise<DocumentedCommand>>> = {
  serve: async () => (await import("./serve/mod.ts")).serveCommand,
  desk: async () => (await import("./desk.ts")).deskCommand,
  install: async () => (await import("./install.ts")).installCommand,
  uninstall: async () => (await import("./uninstall.ts")).uninstallCommand,
  doctor: async () => (await import("./doctor.ts")).doctorCommand,
  agent: async () => (await import("./agent/mod.ts")).agentCommand,
  replay: async () => (await import("./replay.ts")).replayCommand,
  import: async () => (await import("./import.ts")).importCommand,
  export: async () => (await import("./export.ts")).exportCommand,
  erase: async () => (await import("./erase.ts")).eraseCommand,
  backup: async () => (await import("./backup.ts")).backupCommand,
  restore: async () => (await import("./restore.ts")).restoreCommand,
  check: async () => (await import("./check.ts")).checkCommand,
  report: async () => (await import("./report.ts")).reportCommand,
  approvals: async () => (await import("./approvals.ts")).approvalsCommand,
  settings: async () => (await import("./settings.ts")).settingsCommand,
  webhooks: async () => (await import("./webhooks.ts")).webhooksCommand,
  knowledge: async () => (await import("./knowledge.ts")).knowledgeCommand,
  completions: async () => (await import("./completions.ts")).completionsCommand,
  version: async () => (await import("./version.ts")).versionCommand,
};

/** The names of all commands. */
export const commandNames: readonly string[] = Object.keys(LOADERS);

/** Loads commands by their names. */
export async function loadCommands(names: readonly string[]): Promise<Readonly<Record<string, DocumentedCommand>>> {
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await LOADERS[name]!()])));
}
