import type { AgentServer, ServerChange } from "../servers/mod.ts";
import type { OfferedTool } from "./offered_tool.ts";
import { createReadingTools, READING_TOOLS } from "./reading_tools.ts";
import { toOfferedTool } from "./server_tools.ts";
import { ToolNames } from "./tool_names.ts";

/** The tools that the model can currently use: those of the servers, and the agent's own. */
export class Toolbox {
  readonly servers: readonly AgentServer[];
  readonly #names = new ToolNames(READING_TOOLS);
  #tools: ReadonlyMap<string, OfferedTool> = new Map();

  constructor(servers: readonly AgentServer[]) {
    this.servers = servers;
  }

  get tools(): OfferedTool[] {
    return [...this.#tools.values()];
  }

  /** Finds a tool by the name that the model knows. */
  find(name: string): OfferedTool | undefined {
    return this.#tools.get(name);
  }

  /**
   * Updates the tools after changes of the servers.
   *
   * @param stop Aborted to end the wait for a restarting server.
   */
  async refresh(stop: AbortSignal): Promise<ServerChange[]> {
    const changes = await Promise.all(this.servers.map((server) => server.refresh(stop)));
    this.#names.add(
      this.servers.flatMap(({ name, tools }) => tools.map((tool) => ({ server: name, tool: tool.name }))),
    );
    const serverTools = this.servers.flatMap((server) => this.#toOfferedTools(server));
    const tools = [...serverTools, ...createReadingTools(this.servers)];
    this.#tools = new Map(tools.map((tool) => [tool.definition.name, tool]));
    return changes.flat();
  }

  #toOfferedTools(server: AgentServer): OfferedTool[] {
    return server.tools.map((tool) => {
      return toOfferedTool(server, tool, this.#names.get({ server: server.name, tool: tool.name })!);
    });
  }
}
