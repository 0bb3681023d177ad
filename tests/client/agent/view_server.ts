import { McpServer, ResourceTemplate } from "@modelcontextprotocol/server";
import type { ServerSource } from "../../../client/configuration/server_source.ts";
import { toMemorySource } from "./agent_run.ts";
import { addTool, READS, type TestTool } from "./tool_server.ts";

/** A ticket in a list. */
export interface TestRow {
  id: string;
  revision: number;
  subject?: string;
}

/** A server in memory with one view, `overdue`, and one text, `file:///log`. */
export class ViewServer {
  rows: readonly TestRow[] = [];
  text = "";
  /** False for a server without subscriptions. */
  offersSubscriptions = true;
  /** The reason for which the view cannot be read, if any. */
  failure: string | undefined;
  /** The number of successful reads of the view. */
  reads = 0;
  readonly subscribed: string[] = [];
  readonly #connections = new Set<McpServer>();

  constructor(readonly tools: Record<string, TestTool> = {}) {}

  /** Changes the view, and notifies those who follow it. */
  async set(...rows: readonly TestRow[]): Promise<void> {
    this.rows = rows;
    await this.notify("ticket://view/overdue");
  }

  async notify(uri: string): Promise<void> {
    for (const mcp of this.#connections) await mcp.server.sendResourceUpdated({ uri }).catch(() => {});
  }

  /** Ends all connections. */
  async disconnect(): Promise<void> {
    for (const mcp of this.#connections) await mcp.close();
    this.#connections.clear();
  }

  toSource(settings: Partial<ServerSource> = {}): ServerSource {
    return toMemorySource("desk", () => this.#create(), settings);
  }

  #create(): McpServer {
    const capabilities = { tools: {}, resources: { subscribe: this.offersSubscriptions } };
    const mcp = new McpServer({ name: "views", version: "1.0.0" }, { capabilities });
    addTool(mcp, "look", { annotations: READS, use: () => "Nothing." });
    for (const [name, tool] of Object.entries(this.tools)) addTool(mcp, name, tool);
    const template = new ResourceTemplate("ticket://view/{name}", { list: undefined });
    mcp.registerResource("view", template, {}, ({ href }, { name }) => {
      if (String(name).toLowerCase() !== "overdue") throw new Error(`There is no view "${name}". Views: overdue.`);
      if (this.failure !== undefined) throw new Error(this.failure);
      this.reads++;
      const view = { query: 'view:"overdue"', tickets: this.rows, cursor: null };
      return { contents: [{ uri: href, text: JSON.stringify(view) }] };
    });
    mcp.registerResource("log", "file:///log", {}, ({ href }) => ({ contents: [{ uri: href, text: this.text }] }));
    mcp.server.setRequestHandler("resources/subscribe", ({ params }) => {
      this.subscribed.push(params.uri);
      return {};
    });
    this.#connections.add(mcp);
    return mcp;
  }
}
