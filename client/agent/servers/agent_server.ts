import type { Tool } from "@modelcontextprotocol/client";
import type { Connection, Reconnection } from "../../connection/mod.ts";
import { ServerError } from "../../errors/mod.ts";
import { settlesWithin } from "../../../base/settles_within.ts";
import type { AgentEvent } from "../views/mod.ts";
import { describeChanges, isCallable } from "./tool_changes.ts";

/** The most tools that are taken of one server: more would fill any model's head. */
const MAX_TOOLS = 200;
/** How long the work waits for a server that is started anew, in milliseconds; one that comes later is taken back then. */
const MAX_RESTART_WAIT = 10_000;

/** What became of a server. */
export type ServerChange = Extract<AgentEvent, { type: "server" }>;

export interface AgentServerOptions {
  /** The server's name, for people and models. */
  name: string;
  /** Whether it marks by itself what customers wrote, so that its answers can be taken as they are. */
  marksUntrustedText: boolean;
  /** Opens a new connection once the first is lost; left out where that is no use. */
  reconnection?: Reconnection | undefined;
}

/** A server that the agent works with, and the tools that it offers at the moment: none once it is lost. */
export class AgentServer implements AsyncDisposable {
  readonly name: string;
  readonly marksUntrustedText: boolean;
  readonly #reopening: Reconnection | undefined;
  readonly #ending = new AbortController();
  #connection: Connection;
  #tools: readonly Tool[] | undefined;
  /** The tools are to be asked for: for the first time, or anew. */
  #stale = true;
  #state: "well" | "lost" | "returned" = "well";
  /** Settles when a lost connection is open again, or nobody tries any longer. */
  #returning: Promise<void> | undefined;
  /** The work has waited for that long enough. */
  #waited = false;
  /** Why it isn't tried any longer, until somebody has heard of it. */
  #givenUp: ServerError | undefined;
  #closing: Promise<void>[] = [];

  constructor(
    connection: Connection,
    { name, marksUntrustedText: marksText, reconnection: reopening }: AgentServerOptions,
  ) {
    this.name = name;
    this.marksUntrustedText = marksText;
    this.#reopening = reopening;
    this.#connection = this.#listenTo(connection);
  }

  get isDisconnected(): boolean {
    return this.#state === "lost";
  }

  get tools(): readonly Tool[] {
    return this.#tools ?? [];
  }

  get connection(): Connection {
    return this.#connection;
  }

  /**
   * Brings the tools up to date, where there is a reason to. Waits a while for a server that is started anew.
   *
   * @param stop Aborted when nothing is waited for any longer.
   * @returns What became of the server, in order.
   */
  async refresh(stop: AbortSignal): Promise<ServerChange[]> {
    const changes: ServerChange[] = [];
    do {
      const change = await this.#look();
      if (change !== undefined) changes.push(change);
    } while (await this.#changesSoon(stop));
    return changes;
  }

  async #look(): Promise<ServerChange | undefined> {
    if (!this.#stale) return undefined;
    this.#stale = false;
    if (this.#givenUp !== undefined) return this.#giveUp(this.#givenUp);
    try {
      const asksForTools = this.#connection.offers("tools") || !this.#connection.isOpen; // which says why it isn't
      return this.#take(asksForTools ? (await this.#connection.tools()).filter(isCallable) : []);
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      return this.#connection.isOpen ? this.#change("changed", error.message) : this.#lose(error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    await this.#returning;
    await Promise.all([...this.#closing, this.#connection.close()]);
  }

  /** Whether there is something new to tell of a server that is started anew. */
  async #changesSoon(stop: AbortSignal): Promise<boolean> {
    const { isFast: soon = false } = this.#reopening ?? {};
    if (!this.isDisconnected || !soon || this.#returning === undefined || this.#waited || stop.aborted) return false;
    this.#waited = true;
    const stopped = new Promise((resolve) => stop.addEventListener("abort", resolve, { once: true }));
    await settlesWithin(Promise.race([this.#returning, stopped]), MAX_RESTART_WAIT);
    return this.#stale;
  }

  #listenTo(connection: Connection): Connection {
    const lookAgain = () => {
      if (!this.isDisconnected) this.#stale = true;
    };
    connection.listener = { toolsChanged: lookAgain, closed: lookAgain };
    return connection;
  }

  #take(tools: readonly Tool[]): ServerChange | undefined {
    const [before, returned] = [this.#tools, this.#state === "returned"];
    this.#tools = tools.slice(0, MAX_TOOLS);
    this.#state = "well";
    if (returned) return this.#change("back", `The server ${this.name} is back, and so are its tools.`);
    if (tools.length > MAX_TOOLS) {
      return this.#change("changed", `The server ${this.name} offers ${tools.length} tools; ${MAX_TOOLS} are used.`);
    }
    const difference = before === undefined ? "" : describeChanges(before, tools);
    return difference === "" ? undefined : this.#change("changed", `The server ${this.name} ${difference}.`);
  }

  #lose(failure: ServerError): ServerChange {
    this.#state = "lost";
    this.#waited = false;
    this.#tools = [];
    this.#connection.listener = undefined;
    this.#closing.push(this.#connection.close()); // what is left of it must not hold anything up
    const reopened = this.#reopening?.start(this.#ending.signal);
    this.#returning = reopened?.then((connection) => this.#return(connection), (error) => this.#stayAway(error));
    const outlook = reopened !== undefined && this.#reopening!.isFast ? "It is started anew." : "Its tools are gone.";
    return this.#change("lost", `${failure.message} ${outlook}`, failure.remarks);
  }

  #stayAway(error: unknown): void {
    if (!(error instanceof ServerError)) return; // the run is at its end
    this.#givenUp = error;
    this.#stale = true;
  }

  #giveUp({ message, remarks }: ServerError): ServerChange {
    this.#givenUp = undefined;
    this.#returning = undefined;
    return this.#change("lost", `${message} It stays away.`, remarks);
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
