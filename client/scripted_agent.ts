/** The agent that follows the script, with the article's simulated answers. */

import { pathToFileURL } from "node:url";
import { ArticleScreen } from "./article_screen.ts";
import type { Host } from "./connection.ts";
import { DemoStore } from "./demo_store.ts";
import { deskServersOf } from "./desk_servers.ts";
import { ownProgram } from "./own_program.ts";
import type { Protocol } from "./protocol.ts";
import { workThroughTickets } from "./script.ts";
import type { ServerCommand } from "./server_command.ts";
import { ServerGroup } from "./server_group.ts";
import { SimulatedAnswers } from "./simulated_answers.ts";

/** What the article's server offers: the demo shows the article's lists, not the whole desk's. */
const ARTICLES_TOOLS = ["close_ticket_tool", "escalate_ticket"];

export interface ScriptedAgentOptions {
  /** The servers to work with; when there are none, this program's own two, on a store that is made for the run. */
  servers: readonly ServerCommand[];
  protocol: Protocol;
  /** This program's version, for the servers to know. */
  version: string;
  /** Aborted when this program is told to end. */
  ending: AbortSignal;
  /** Takes the lines to show, without the last line feed. */
  print(text: string): void;
}

/**
 * Starts the servers, works through the script with them, and ends them, whatever happens.
 *
 * @returns What the servers' tools refused to do, in their own words; empty when all went well.
 * @throws {AgentFailure} When the demo can't be set up; for a server that can't be started, or fails, a `ServerFailure`.
 */
export async function runScriptedAgent(options: ScriptedAgentOptions): Promise<string[]> {
  const screen = new ArticleScreen(options.print);
  const answers = new SimulatedAnswers(screen, [{ uri: pathToFileURL(Deno.cwd()).href }]);
  const host: Host = { name: "support-mcp-agent", version: options.version, protocol: options.protocol, answers };
  if (options.servers.length === 0) return await runDemo(host, screen, options.ending);

  await using group = await ServerGroup.start(options.servers, host, options.ending);
  return await workThroughTickets(await deskServersOf(group.connections), screen);
}

async function runDemo(host: Host, screen: ArticleScreen, ending: AbortSignal): Promise<string[]> {
  await using store = await DemoStore.create();
  const demo = ["--demo", "--db", store.file];
  const commands = [
    ownProgram(["serve", "tickets", ...demo, "--tools", ARTICLES_TOOLS.join(",")]),
    ownProgram(["serve", "customers", ...demo]),
  ];
  await using group = await ServerGroup.start(commands, host, ending);
  const [tickets, customers] = group.connections;
  return await workThroughTickets({ tickets: tickets!, customers: customers! }, screen);
}
