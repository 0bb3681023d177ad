/** The agent that follows the article's script, with its simulated responses. */

import { pathToFileURL } from "node:url";
import { ArticleScreen } from "./article_screen.ts";
import { type ConnectionOptions, ServerGroup } from "../connection/mod.ts";
import { DemoStore } from "./demo_store.ts";
import { findDeskServers } from "../desk/mod.ts";
import type { Person } from "../agent/approval/mod.ts";
import { liveEnvironment, type RunEnvironment } from "../environment/mod.ts";
import { createOwnServer, type ServerSource } from "../configuration/mod.ts";
import type { Protocol } from "../options/mod.ts";
import { workThroughTickets } from "./script.ts";
import { SimulatedHandlers } from "./simulated_handlers.ts";
import { callTool, type ToolCaller, withApproval } from "./use_tool.ts";

/** The tools of the article's server: the demo lists only these. */
const ARTICLE_TOOLS = ["close_ticket_tool", "escalate_ticket"];

export interface ScriptedAgentOptions {
  /** The servers to use. If empty, this program's two servers run on a temporary store. */
  servers: readonly ServerSource[];
  protocol: Protocol;
  /** This program's version, which is sent to servers. */
  version: string;
  /** Aborted when this program shuts down. */
  shutdown: AbortSignal;
  /** Prints lines of output, without the last line feed. */
  print(text: string): void;
  /** Prints a remark for the person, without the last line feed. */
  remark(text: string): void;
  /** The environment of the run (default: live). */
  environment?: RunEnvironment;
  /** Handles elicitation and approves writes (default: simulated responses, and every write is approved). */
  person?: Person | undefined;
  /** Read the ticket that a call concerns, for the person who approves it (default: true). */
  readsSubjects?: boolean;
}

/**
 * Starts the servers, runs the script and stops the servers in every case.
 *
 * @returns The refusals of tools, in their own words; empty if all succeeded.
 * @throws {AgentError} If the demo cannot be set up, or a server fails (`ServerError`).
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

/** Creates the demo's servers. Their names omit the path of the store, which differs in every run. */
function createDemoServers(file: string): ServerSource[] {
  const demo = ["--demo", "--db", file];
  return [
    createOwnServer(
      ["serve", "tickets", ...demo, "--tools", ARTICLE_TOOLS.join(",")],
      "support-mcp serve tickets",
    ),
    createOwnServer(["serve", "customers", ...demo], "support-mcp serve customers"),
  ];
}

function connect(servers: readonly ServerSource[], screen: ArticleScreen, options: ScriptedAgentOptions) {
  const { protocol, version, person, environment = liveEnvironment, shutdown, remark } = options;
  const simulated = new SimulatedHandlers(screen, [{ uri: pathToFileURL(Deno.cwd()).href }]);
  const createOptions = (server: string): ConnectionOptions => {
    const handlers = person?.createRequestHandlers(server, simulated) ?? simulated;
    return { name: "support-mcp-agent", version, protocol, handlers };
  };
  const context = { shutdown, remark, pause: environment.pause.bind(environment) };
  return ServerGroup.start(servers.map((source) => environment.server(source)), createOptions, context);
}

function getToolUse({ person, readsSubjects = true, shutdown }: ScriptedAgentOptions): ToolCaller {
  return person === undefined ? callTool : withApproval(person.approver, readsSubjects, shutdown);
}
