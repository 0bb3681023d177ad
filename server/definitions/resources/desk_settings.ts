import type { Settings } from "../../../store/mod.ts";
import type { ResourceDefinition } from "../definition.ts";

/** The settings that everyone at the desk may see. Others, such as those of channels, are for who runs the desk. */
const SHOWN = [
  "team",
  "organizations",
  "approval_days",
  "reopen_days",
  "views",
  "saved_replies",
  "deadlines",
  "business_hours",
  "fields",
] as const satisfies (keyof Settings)[];

/** The settings of the desk, as JSON. The page reads them: models have tools for what they need. */
export const deskSettings: ResourceDefinition = {
  name: "Settings",
  title: "Settings",
  description: "The settings of the desk, without the texts of saved replies. support-mcp settings changes them",
  uri: "desk://settings",
  mimeType: "application/json",
  isListed: false,
  async read(_, { settings }) {
    const all = await settings.read();
    const shown = Object.fromEntries(SHOWN.map((name) => [name, all[name]]));
    const replies = Object.entries(all.saved_replies).map(([name, { body: _, ...reply }]) => [name, reply]);
    shown.saved_replies = Object.fromEntries(replies);
    return { text: JSON.stringify({ settings: shown, outside_text: ["settings"] }) };
  },
};
