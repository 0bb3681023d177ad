import type { AgentServer, ServerChange } from "../servers/mod.ts";
import type { OfferedTool } from "./offered_tool.ts";
import { createReadingTools, READING_TOOLS } from "./reading_tools.ts";
import { toOfferedTool } from "./server_tools.ts";
import { ToolNames } from "./tool_names.ts";

/** Everything that the model may use at the moment: the servers' tools, and the agent's own. */
export class Toolbox {
  readonly servers: readonly AgentServer[];
  readonly #names = new ToolNames(READING_TOOLS);
  #offers: ReadonlyMap<string, OfferedTool> = new Map();

  constructor(servers: readonly AgentServer[]) {
    this.servers = servers;
  }

  get tools(): OfferedTool[] {
    return [...this.#offers.values()];
  }

  /** The tool that the model calls by this name. */
  find(name: string): OfferedTool | undefined {
    return this.#offers.get(name);
  }

  /**
   * Takes over what became of the servers since the last time.
   *
   * @param stop Aborted when nothing is waited for any longer.
   */
  async refresh(stop: AbortSignal): Promise<ServerChange[]> {
    const changes = await Promise.all(this.servers.map((server) => server.refresh(stop)));
    this.#names.add(
      this.servers.flatMap(({ name, tools }) => tools.map((tool) => ({ server: name, tool: tool.name }))),
    );
    const offers = [...this.servers.flatMap((server) => this.#offersOf(server)), ...createReadingTools(this.servers)];
    this.#offers = new Map(offers.map((offer) => [offer.definition.name, offer]));
    return changes.flat();
  }

  #offersOf(server: AgentServer): OfferedTool[] {
    return server.tools.map((tool) => {
      return toOfferedTool(server, tool, this.#names.get({ server: server.name, tool: tool.name })!);
    });
  }
}
