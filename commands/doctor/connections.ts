import type { Desk, WebhookFailureCode } from "../../store/mod.ts";
import { formatCount } from "../output/mod.ts";
import type { Finding } from "./finding.ts";

/** Errors of webhooks that no retry can solve: an address that is not allowed, and a redirect. */
const NEEDS_CHANGE: ReadonlySet<WebhookFailureCode | null> = new Set(["private_address", "redirect"]);

/** Describes webhooks, and sources of messages whose secrets are missing, as after an import of settings. */
export async function describeConnections({ settings, webhooks }: Desk): Promise<Finding[]> {
  const { intake, webhooks: hooks } = await settings.read();
  const members = [
    ...Object.entries(intake).map(([name, { secrets }]) => ({
      subject: `Intake ${name}`,
      path: `intake/${name}`,
      secrets,
    })),
    ...Object.entries(hooks).map(([name, { secrets }]) => ({
      subject: `Webhook ${name}`,
      path: `webhooks/${name}`,
      secrets,
    })),
  ];
  const findings: Finding[] = [];
  for (const { subject, path, secrets } of members) {
    if ((await settings.readSecrets(secrets)).length === secrets.length) continue;
    const message = `A secret is missing. Set it again: support-mcp settings set ${path}/secrets SECRET`;
    findings.push({ kind: "failed", subject, message });
  }
  for (const { name, waiting, failed, lastError } of await webhooks.list()) {
    const subject = `Webhook ${name}`;
    const error = lastError === null ? "" : ` Last error: ${lastError.message}`;
    const isBlocked = lastError !== null && NEEDS_CHANGE.has(lastError.code);
    const message = failed === 0
      ? `${formatCount(waiting, "message")} waiting.${error}${
        isBlocked ? ` To change webhooks/${name}, run support-mcp settings edit.` : ""
      }`
      : `${formatCount(failed, "message")} failed.${error} To send them again, run support-mcp webhooks retry ${name}.`;
    findings.push({ kind: failed === 0 && !isBlocked ? "ok" : "failed", subject, message });
  }
  return findings;
}
