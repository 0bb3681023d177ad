import * as z from "zod";
import { MARKS_NOTICE, markTeamLine } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { fromOutside } from "../outside_text.ts";

/** Lists the people of the team. */
export const listTeam = defineTool({
  name: "list_team",
  title: "List team",
  description:
    "List the people of the support team, with their email (e-mail) addresses and if they are away. Use it to choose an assignee, or " +
    "to learn under which name you act; to assign a ticket, use update_ticket. Returns the names, and yours. " +
    MARKS_NOTICE,
  inputSchema: z.object({}),
  outputSchema: z.object({
    team: z.array(fromOutside(z.object({
      name: z.string(),
      address: z.string().nullable(),
      away: z.boolean().describe("True while the person takes no tickets"),
    }))),
    you: fromOutside(z.string().describe("The name that your changes are recorded under, and what assignee:me means")),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle(_, { settings, getCallerName }) {
    const { team } = await settings.read();
    return {
      team: Object.entries(team).map(([name, { address = null, away = false }]) => ({ name, address, away })),
      you: getCallerName(),
    };
  },
  formatText({ team, you }) {
    const rows = team.map(({ name, address, away }) =>
      `${markTeamLine(address === null ? name : `${name}, ${address}`)}${away ? ", away" : ""}`
    );
    const list = team.length === 0 ? ["The desk has no team list. Its settings can have one."] : rows;
    return [...list, `You act as ${markTeamLine(you)}.`].join("\n");
  },
});
