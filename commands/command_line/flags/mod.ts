/** The commands: their flags, arguments and help. Each loads its code when it runs. */

export { agentCommand } from "./agent/mod.ts";
export { approvalsCommand } from "./approvals.ts";
export { backupCommand } from "./backup.ts";
export { checkCommand } from "./check.ts";
export { completionsCommand } from "./completions.ts";
export { deskCommand } from "./desk.ts";
export { doctorCommand } from "./doctor.ts";
export { eraseCommand } from "./erase.ts";
export { exportCommand } from "./export.ts";
export { importCommand } from "./import.ts";
export { installCommand } from "./install.ts";
export { knowledgeCommand } from "./knowledge.ts";
export { replayCommand } from "./replay.ts";
export { reportCommand } from "./report.ts";
export { restoreCommand } from "./restore.ts";
export { serveCommand } from "./serve/mod.ts";
export { settingsCommand } from "./settings.ts";
export { uninstallCommand } from "./uninstall.ts";
export { webhooksCommand } from "./webhooks.ts";
export { versionCommand } from "./version.ts";
