import { MARKS_RULE, markTeamLine } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { measureItem, RESULT_BYTES } from "../sizes/mod.ts";

/** Lists the people of the team. */
export const listTeam = defineTool({
  name: "list_team",
  title: "List team",
  description:
    "List the people of the support team, with their email (e-mail) addresses, and who is away. Use it to choose an assignee, or " +
    "to find out the name that you act under; to assign a ticket, use update_ticket. Returns the names, and yours. " +
    MARKS_RULE,
  inputSchema: ({ z }) =>
    z.object({
      offset: z.number().int().min(0).default(0).describe("The number of people before the page of a long list"),
    }),
  outputSchema: ({ z, fromOutside }) =>
    z.object({
      team: z.array(fromOutside(z.object({
        name: z.string(),
        address: z.string().nullable(),
        away: z.boolean().describe("True while the person takes no tickets"),
      }))),
      you: fromOutside(
        z.string().describe("The name that your changes are recorded under, and what assignee:me means"),
      ),
      next_offset: z.number().int().exactOptional().describe("The offset of the next page; absent on the last page"),
    }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ offset }, { settings, getCallerName }) {
    const { team } = await settings.read();
    const people = Object.entries(team).map(([name, { address = null, away = false }]) => ({ name, address, away }));
    let room: number = RESULT_BYTES.default;
    const rest = people.slice(offset);
    const fitting = rest.findIndex((person, index) => (room -= measureItem(person, formatPerson)) < 0 && index > 0);
    return {
      team: fitting === -1 ? rest : rest.slice(0, fitting),
      you: getCallerName(),
      ...fitting !== -1 && { next_offset: offset + fitting },
    };
  },
  formatText({ team, you, next_offset }, { offset }) {
    const rows = team.map(formatPerson);
    const more = next_offset === undefined ? [] : [`More people: call list_team again with offset: ${next_offset}.`];
    const list = team.length === 0 && offset === 0
      ? ["The desk has no team list. A person can add one to the settings."]
      : rows;
    return [...list, ...more, `You act as ${markTeamLine(you)}.`].join("\n");
  },
});

function formatPerson({ name, address, away }: { name: string; address: string | null; away: boolean }): string {
  return `${markTeamLine(address === null ? name : `${name}, ${address}`)}${away ? ", away" : ""}`;
}
