/** The agent that follows the script, with the article's simulated answers. */

import { pathToFileURL } from "node:url";
import { ArticleScreen } from "./article_screen.ts";
import { type ConnectionOptions, ServerGroup } from "../connection/mod.ts";
import { DemoStore } from "./demo_store.ts";
import { findDeskServers } from "../desk/mod.ts";
import type { Person } from "../agent/approval/mod.ts";
import { liveEnvironment, type RunEnvironment } from "../environment/mod.ts";
import { createProcessSource, getOwnCommand, type ServerSource } from "../configuration/mod.ts";
import type { Protocol } from "../options/mod.ts";
import { workThroughTickets } from "./script.ts";
import { SimulatedHandlers } from "./simulated_handlers.ts";
import { callTool, type ToolCaller, withApproval } from "./use_tool.ts";

/** What the article's server offers: the demo shows the article's lists, not the whole desk's. */
const ARTICLE_TOOLS = ["close_ticket_tool", "escalate_ticket"];

export interface ScriptedAgentOptions {
  /** The servers to work with; when there are none, this program's own two, on a store that is made for the run. */
  servers: readonly ServerSource[];
  protocol: Protocol;
  /** This program's version, for the servers to know. */
  version: string;
  /** Aborted when this program is told to end. */
  ending: AbortSignal;
  /** Takes the lines to show, without the last line feed. */
  print(text: string): void;
  /** Tells people something beside the work, without the last line feed. */
  remark(text: string): void;
  /** What it meets with; as it is, when left out. */
  outside?: RunEnvironment;
  /** Answers the servers and approves the tools that write; left out, answers are simulated and all is approved. */
  person?: Person | undefined;
}

/**
 * Starts the servers, works through the script with them, and ends them, whatever happens.
 *
 * @returns What the servers' tools refused to do, in their own words; empty when all went well.
 * @throws {AgentFailure} When the demo can't be set up; for a server that can't be started, or fails, a `ServerFailure`.
 */
export async function runScriptedAgent(options: ScriptedAgentOptions): Promise<string[]> {
  if (options.servers.length === 0) return await runDemo(options);

  const screen = new ArticleScreen(options.print);
  await using group = await connect(options.servers, screen, options);
  return await workThroughTickets(await findDeskServers(group.connections), screen, getToolUse(options));
}

async function runDemo(options: ScriptedAgentOptions): Promise<string[]> {
  await using store = await DemoStore.create();
  const screen = new ArticleScreen(options.print);
  await using group = await connect(createDemoServers(store.file), screen, options);
  const [tickets, customers] = group.connections;
  return await workThroughTickets({ tickets: tickets!, customers: customers! }, screen, getToolUse(options));
}

/** Their names are without the place of the store, which is another one in every run. */
function createDemoServers(file: string): ServerSource[] {
  const demo = ["--demo", "--db", file];
  const tickets = getOwnCommand(["serve", "tickets", ...demo, "--tools", ARTICLE_TOOLS.join(",")]);
  const customers = getOwnCommand(["serve", "customers", ...demo]);
  return [
    createProcessSource({ ...tickets, name: "support-mcp serve tickets" }),
    createProcessSource({ ...customers, name: "support-mcp serve customers" }),
  ];
}

function connect(servers: readonly ServerSource[], screen: ArticleScreen, options: ScriptedAgentOptions) {
  const { protocol, version, person, outside = liveEnvironment, ending, remark } = options;
  const simulated = new SimulatedHandlers(screen, [{ uri: pathToFileURL(Deno.cwd()).href }]);
  const hostFor = (server: string): ConnectionOptions => {
    const answers = person?.createRequestHandlers(server, simulated) ?? simulated;
    return { name: "support-mcp-agent", version, protocol, handlers: answers };
  };
  const surroundings = { hurry: ending, remark, pause: outside.pause.bind(outside) };
  return ServerGroup.start(servers.map((source) => outside.server(source)), hostFor, surroundings);
}

function getToolUse({ person, ending }: ScriptedAgentOptions): ToolCaller {
  return person === undefined ? callTool : withApproval(person.approver, ending);
}
