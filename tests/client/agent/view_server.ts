import { type CallToolResult, McpServer, ResourceTemplate } from "@modelcontextprotocol/server";
import type { ServerSource } from "../../../client/configuration/server_source.ts";
import { toMemorySource } from "./agent_run.ts";
import { addTool, READS, type TestTool } from "./tool_server.ts";

/** A ticket in a list. */
export interface TestRow {
  id: string;
  revision: number;
  subject?: string;
}

const VIEW_QUERY = 'view:"overdue"';

/** A server in memory with one view, `overdue`, and one text, `file:///log`. */
export class ViewServer {
  rows: readonly TestRow[] = [];
  /** The number of rows in the resource. `search_tickets` continues it with pages of the same size. */
  pageSize = Infinity;
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
    if (this.pageSize < Infinity) {
      addTool(mcp, "search_tickets", {
        annotations: READS,
        use: (args) => this.#search(args),
      });
    }
    for (const [name, tool] of Object.entries(this.tools)) addTool(mcp, name, tool);
    const template = new ResourceTemplate("ticket://view/{name}", { list: undefined });
    mcp.registerResource("view", template, {}, ({ href }, { name }) => {
      if (String(name).toLowerCase() !== "overdue") throw new Error(`There is no view "${name}". Views: overdue.`);
      if (this.failure !== undefined) throw new Error(this.failure);
      this.reads++;
      const view = { query: VIEW_QUERY, ...this.#readPage(0) };
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

  #search({ query, cursor }: Record<string, unknown>): CallToolResult {
    if (query !== VIEW_QUERY) throw new Error(`Unexpected query: ${query}`);
    return { content: [], structuredContent: this.#readPage(Number(cursor)) };
  }

  #readPage(start: number): { tickets: readonly TestRow[]; cursor: string | null } {
    const end = start + this.pageSize;
    return { tickets: this.rows.slice(start, end), cursor: end < this.rows.length ? String(end) : null };
  }
}
