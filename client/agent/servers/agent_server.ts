import type { Tool } from "@modelcontextprotocol/client";
import { settlesWithin } from "../../../base/timing/settles_within.ts";
import type { Connection, Reconnection } from "../../connection/mod.ts";
import { ServerError } from "../../errors/mod.ts";
import type { AgentEvent } from "../views/mod.ts";
import { describeChanges, describeUnusable } from "./describe_tools.ts";

/** The maximum number of tools of one server that a model is offered: more would fill its context. */
const MAX_TOOLS = 200;
/** The longest wait for a restarting server, in milliseconds. A server that is back later is used from then on. */
const MAX_RESTART_WAIT = 10_000;

/** The event for a server that disconnected, reconnected or changed its tools. */
export type ServerChange = Extract<AgentEvent, { type: "server" }>;

export interface AgentServerOptions {
  /** The server's name, for people and models. */
  name: string;
  /** The server marks text from customers itself, so that its results need no mark. */
  marksUntrustedText: boolean;
  /** The declarations of the server about its tools are believed. */
  isTrusted: boolean;
  /** Opens a new connection after a disconnect; omitted if there is no point in it. */
  reconnection?: Reconnection | undefined;
}

/** A server that the agent works with, and its current tools: none while it is disconnected. */
export class AgentServer implements AsyncDisposable {
  readonly name: string;
  readonly marksUntrustedText: boolean;
  readonly isTrusted: boolean;
  /** Called when a resource that {@linkcode connection} follows may have changed, or {@linkcode refresh} has something to do. */
  onNews: (() => void) | undefined;
  readonly #reconnection: Reconnection | undefined;
  readonly #disposal = new AbortController();
  #connection: Connection;
  #tools: readonly Tool[] | undefined;
  /** The tools whose definitions are invalid, in words. */
  #unusable = "";
  #needsRefresh = true;
  #state: "connected" | "disconnected" | "reconnected" = "connected";
  /** Settles when the server is connected again, or reconnecting has failed for good. */
  #reconnecting: Promise<void> | undefined;
  /** The longest wait for this reconnection is over. */
  #hasWaited = false;
  /** The reason for which reconnecting failed, until it is reported. */
  #reconnectError: ServerError | undefined;
  #closing: Promise<void>[] = [];

  constructor(connection: Connection, { name, marksUntrustedText, isTrusted, reconnection }: AgentServerOptions) {
    this.name = name;
    this.marksUntrustedText = marksUntrustedText;
    this.isTrusted = isTrusted;
    this.#reconnection = reconnection;
    this.#connection = this.#listenTo(connection);
  }

  get isDisconnected(): boolean {
    return this.#state === "disconnected";
  }

  /** True if the server is gone, and nothing tries to bring it back. */
  get isLost(): boolean {
    return this.isDisconnected && this.#reconnecting === undefined;
  }

  get tools(): readonly Tool[] {
    return this.#tools ?? [];
  }

  get connection(): Connection {
    return this.#connection;
  }

  /**
   * Updates the tools if they may have changed. Waits a while for a restarting server.
   *
   * @param stop Aborted to end the wait.
   * @returns The changes of the server, in order.
   */
  async refresh(stop: AbortSignal): Promise<ServerChange[]> {
    const changes: ServerChange[] = [];
    do {
      const change = await this.#check();
      if (change !== undefined) changes.push(change);
    } while (await this.#waitForRestart(stop));
    return changes;
  }

  async #check(): Promise<ServerChange | undefined> {
    if (!this.#needsRefresh) return undefined;
    this.#needsRefresh = false;
    if (this.#reconnectError !== undefined) return this.#giveUp(this.#reconnectError);
    try {
      // A closed connection is asked too, because its error gives the reason.
      const listsTools = this.#connection.offers("tools") || !this.#connection.isOpen;
      return this.#update(listsTools ? (await this.#connection.tools()).filter(isCallable) : []);
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      return this.#connection.isOpen ? this.#toChange("changed", error.message) : this.#disconnect(error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposal.abort();
    await this.#reconnecting;
    await Promise.all([...this.#closing, this.#connection.close()]);
  }

  /** @returns True if the server has something new to report. */
  async #waitForRestart(stop: AbortSignal): Promise<boolean> {
    const { isFast = false } = this.#reconnection ?? {};
    if (!this.isDisconnected || !isFast || this.#reconnecting === undefined) return false;
    if (this.#hasWaited || stop.aborted) return false;
    this.#hasWaited = true;
    const stopped = new Promise((resolve) => stop.addEventListener("abort", resolve, { once: true }));
    await settlesWithin(Promise.race([this.#reconnecting, stopped]), MAX_RESTART_WAIT);
    return this.#needsRefresh;
  }

  #listenTo(connection: Connection): Connection {
    const markStale = () => {
      if (!this.isDisconnected) this.#markStale();
    };
    connection.listener = { toolsChanged: markStale, closed: markStale, resourceChanged: () => this.onNews?.() };
    return connection;
  }

  #markStale(): void {
    this.#needsRefresh = true;
    this.onNews?.();
  }

  #update(tools: readonly Tool[]): ServerChange | undefined {
    const [before, unusableBefore, isBack] = [this.#tools, this.#unusable, this.#state === "reconnected"];
    this.#tools = tools.slice(0, MAX_TOOLS);
    this.#unusable = describeUnusable(this.#connection.unusableTools);
    this.#state = "connected";
    if (isBack) return this.#toChange("back", `The server ${this.name} is available again.`);
    const news = [
      tools.length > MAX_TOOLS
        ? `offers ${tools.length} tools. Only the first ${MAX_TOOLS} are used`
        : before === undefined
        ? ""
        : describeChanges(before, tools),
      this.#unusable === unusableBefore ? "" : this.#unusable,
    ].filter(Boolean).map((predicate) => `The server ${this.name} ${predicate}.`);
    return news.length === 0 ? undefined : this.#toChange("changed", news.join(" "));
  }

  #disconnect(error: ServerError): ServerChange {
    this.#state = "disconnected";
    this.#hasWaited = false;
    this.#tools = [];
    this.#connection.listener = undefined;
    this.#closing.push(this.#connection.close()); // awaited only at the end, because it may take a while
    const connecting = this.#reconnection?.start(this.#disposal.signal);
    this.#reconnecting = connecting?.then(
      (connection) => this.#reconnect(connection),
      (error) => this.#recordFailure(error),
    );
    const restarts = connecting !== undefined && this.#reconnection!.isFast;
    const outlook = restarts ? "Restarting it." : "Its tools are unavailable.";
    return this.#toChange("lost", `${error.message} ${outlook}`, error.remarks);
  }

  #recordFailure(error: unknown): void {
    if (!(error instanceof ServerError)) return; // the run is ending
    this.#reconnectError = error;
    this.#markStale();
  }

  #giveUp({ message, remarks }: ServerError): ServerChange {
    this.#reconnectError = undefined;
    this.#reconnecting = undefined;
    return this.#toChange("lost", `${message} Giving up on this server.`, remarks);
  }

  async #reconnect(connection: Connection): Promise<void> {
    if (this.#disposal.signal.aborted) return await connection.close();
    this.#connection = this.#listenTo(connection);
    this.#state = "reconnected";
    this.#markStale();
  }

  #toChange(state: ServerChange["state"], message: string, remarks: readonly string[] = []): ServerChange {
    return { type: "server", server: this.name, state, message, remarks };
  }
}

/** Checks that a tool can be called directly: tasks (MCP 2025-11-25, basic/utilities/tasks) are not supported. */
function isCallable({ execution }: Tool): boolean {
  return execution?.taskSupport !== "required";
}
