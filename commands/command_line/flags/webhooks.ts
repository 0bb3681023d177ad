/** The flags and the help of `support-mcp webhooks`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { WebhooksAction } from "../../webhooks.ts";
import { withHelp } from "../help/mod.ts";
import { createChoiceParser } from "../../values/mod.ts";
import { switchFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  db?: string;
  json?: boolean;
}

const ACTIONS: readonly WebhooksAction[] = ["list", "retry"];

const command = buildCommand<Flags, [WebhooksAction?, string?], ApplicationContext>({
  async loader() {
    const { runWebhooks } = await import("../../webhooks.ts");
    return withExitCode((flags: Flags, action: WebhooksAction = "list", name?: string) =>
      runWebhooks({ action, name }, { db: getLocation(flags), json: flags.json ?? false })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      json: switchFlag("Print JSON (list)"),
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: ACTIONS.join("|"),
        brief: "List webhooks, or send failed messages again (default: list)",
        parse: createChoiceParser(ACTIONS),
        proposeCompletions: () => ACTIONS,
        optional: true,
      }, {
        placeholder: "NAME",
        brief: "The webhook (retry; default: all)",
        parse: String,
        proposeCompletions: () => [],
        optional: true,
      }],
    },
  },
  docs: {
    brief: "List webhooks and their queues, and resend failed messages",
    fullDescription: `List webhooks and their queues, and resend failed messages.

Webhooks are defined in the settings. A server retries each message for about a day. After that the message counts as \
failed, and is kept for 30 days. Servers can keep running.`,
  },
});

export const webhooksCommand = withHelp(command, {
  examples: [
    { term: "", text: "List the webhooks with the messages that wait or have failed" },
    { term: "retry crm", text: "Resend the failed messages of one webhook" },
  ],
});
