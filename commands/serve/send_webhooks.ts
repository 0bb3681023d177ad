import type { Desk } from "../../store/mod.ts";
import { version } from "../process/mod.ts";
import type { Log } from "../output/mod.ts";

/** Reports whether the settings have a webhook, or a server over HTTP could get one later. */
export async function mayHaveWebhooks(desk: Desk, http: boolean): Promise<boolean> {
  return http || Object.keys((await desk.settings.read()).webhooks).length > 0;
}

/** Sends webhooks from now on. Returns the desk, whose `close` ends that first. */
export async function sendWebhooks(desk: Desk, log: Log): Promise<Desk> {
  const { WebhookSender } = await import("../../server/webhooks/mod.ts");
  const onerror = ({ message }: Error) => log.warning("{message}", { message });
  const sender = new WebhookSender({ desk, version, onerror });
  sender.start();
  return { ...desk, close: () => sender.close().then(() => desk.close()) };
}
