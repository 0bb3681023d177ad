import type { Tool } from "@modelcontextprotocol/client";
import type { Connection } from "../connection.ts";
import { ServerFailure } from "../server_failure.ts";
import type { AgentEvent } from "./events.ts";

/** The most tools that are taken of one server: more would fill any model's head. */
const MOST_TOOLS = 200;

/** What became of a server. */
export type ServerChange = Extract<AgentEvent, { type: "server" }>;

export interface AgentServerOptions {
  /** The server's name, for people and models. */
  name: string;
  /** Whether it marks by itself what customers wrote, so that its answers can be taken as they are. */
  marksText: boolean;
  /** Opens a new connection once the first is lost, and may take its time; left out where that is no use. */
  reopen?: ((signal: AbortSignal) => Promise<Connection>) | undefined;
}

/** A server that the agent works with, and the tools that it offers at the moment: none once it is lost. */
export class AgentServer implements AsyncDisposable {
  readonly name: string;
  readonly marksText: boolean;
  readonly #reopen: AgentServerOptions["reopen"];
  readonly #ending = new AbortController();
  #connection: Connection;
  #tools: readonly Tool[] | undefined;
  /** The tools are to be asked for: for the first time, or anew. */
  #stale = true;
  #state: "well" | "lost" | "returned" = "well";

  constructor(connection: Connection, { name, marksText, reopen }: AgentServerOptions) {
    this.name = name;
    this.marksText = marksText;
    this.#reopen = reopen;
    this.#connection = this.#listenTo(connection);
  }

  get isLost(): boolean {
    return this.#state === "lost";
  }

  get tools(): readonly Tool[] {
    return this.#tools ?? [];
  }

  get connection(): Connection {
    return this.#connection;
  }

  /**
   * Brings the tools up to date, where there is a reason to.
   *
   * @returns What became of the server, where something did.
   */
  async refresh(): Promise<ServerChange | undefined> {
    if (!this.#stale) return undefined;
    this.#stale = false;
    try {
      return this.#take(this.#connection.offers("tools") ? await this.#connection.tools() : []);
    } catch (error) {
      if (!(error instanceof ServerFailure)) throw error;
      return this.#connection.isOpen ? this.#change("changed", error.message) : this.#lose(error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    await this.#connection.close();
  }

  #listenTo(connection: Connection): Connection {
    const lookAgain = () => {
      if (!this.isLost) this.#stale = true;
    };
    connection.listener = { toolsChanged: lookAgain, closed: lookAgain };
    return connection;
  }

  #take(tools: readonly Tool[]): ServerChange | undefined {
    const [before, returned] = [this.#tools, this.#state === "returned"];
    this.#tools = tools.slice(0, MOST_TOOLS);
    this.#state = "well";
    if (returned) return this.#change("back", `The server ${this.name} is back, and so are its tools.`);
    if (tools.length > MOST_TOOLS) {
      return this.#change("changed", `The server ${this.name} offers ${tools.length} tools; ${MOST_TOOLS} are used.`);
    }
    const difference = before === undefined ? "" : differenceBetween(before, tools);
    return difference === "" ? undefined : this.#change("changed", `The server ${this.name} ${difference}.`);
  }

  #lose(failure: ServerFailure): ServerChange {
    this.#state = "lost";
    this.#tools = [];
    this.#reopen?.(this.#ending.signal).then((connection) => this.#return(connection), () => {}); // else it stays lost
    return this.#change("lost", `${failure.message} Its tools are gone.`, failure.remarks);
  }

  async #return(connection: Connection): Promise<void> {
    if (this.#ending.signal.aborted) return await connection.close();
    this.#connection = this.#listenTo(connection);
    this.#state = "returned";
    this.#stale = true;
  }

  #change(state: ServerChange["state"], message: string, remarks: readonly string[] = []): ServerChange {
    return { type: "server", server: this.name, state, message, remarks };
  }
}

/** What changed, in words; empty when nothing did that anybody must know. */
function differenceBetween(before: readonly Tool[], after: readonly Tool[]): string {
  const [had, has] = [new Set(before.map(({ name }) => name)), new Set(after.map(({ name }) => name))];
  const [added, removed] = [[...has.difference(had)], [...had.difference(has)]];
  return [
    ...added.length === 0 ? [] : [`now offers ${added.join(", ")}`],
    ...removed.length === 0 ? [] : [`no longer offers ${removed.join(", ")}`],
  ].join(", and ");
}
