/** The person at the desk, and what this person may do. */

import { batch, computed, signal } from "@preact/signals";
import { type Bridge, BridgeError } from "../bridges/bridge.ts";
import type { Person, Stats } from "./model.ts";

export type SessionState = "connecting" | "signed_out" | "ready" | "failed";

/** The server knows the person by this word. */
const NO_TEAM = { team: [], you: "me" };

/** Signs in, and reads what every view needs. */
export class Session {
  readonly state = signal<SessionState>("connecting");
  readonly error = signal<unknown>(null);
  /** The name that changes are recorded under. */
  readonly you = signal("");
  readonly team = signal<readonly Person[]>([]);
  readonly stats = signal<Stats | null>(null);
  /** The names of the server's tools; null if the place does not tell. */
  readonly tools = signal<ReadonlySet<string> | null>(null);
  /** The person may only read. */
  readonly isReadOnly = computed(() => !this.has("update_ticket"));

  constructor(private readonly bridge: Bridge) {}

  /** The person in arguments of tools, also before the server has told the name. */
  get me(): string {
    return this.you.value || NO_TEAM.you;
  }

  /** Checks whether the server offers a tool to this person. */
  has(tool: string): boolean {
    return this.tools.value?.has(tool) ?? true;
  }

  /**
   * Connects, with the token of now. The names and counts come after the views are there.
   *
   * @param first The first content. If it comes soon, the frame is shown with it.
   */
  async connect(first: Promise<void> = Promise.resolve()): Promise<void> {
    if (this.state.value === "failed") this.state.value = "connecting";
    try {
      const tools = await this.bridge.listTools();
      const team = this.#readTeam(tools);
      await Promise.race([first, team.then(() => {}, () => {})]);
      batch(() => {
        this.tools.value = tools === null ? null : new Set(tools);
        this.error.value = null;
        this.state.value = "ready";
      });
      await first; // before the counts, which take the server longer
      const [names] = await Promise.all([team, this.refresh()]);
      batch(() => {
        this.team.value = names.team;
        this.you.value = names.you;
      });
    } catch (error) {
      this.fail(error);
    }
  }

  /** Reads the team. A server of tickets alone has none, and a host does not tell which tools there are. */
  async #readTeam(tools: readonly string[] | null): Promise<{ team: Person[]; you: string }> {
    if (tools?.includes("list_team") === false) return NO_TEAM;
    try {
      return await this.bridge.call("list_team");
    } catch (error) {
      if (tools === null && error instanceof BridgeError && error.failure === "failed") return NO_TEAM;
      throw error;
    }
  }

  /** Reads the counts again. */
  async refresh(): Promise<void> {
    this.stats.value = await this.bridge.call<Stats & Record<string, unknown>>("ticket_stats");
  }

  /** Handles a failure to connect: without a valid token, the person signs in. */
  fail(error: unknown): void {
    batch(() => {
      this.error.value = error;
      this.state.value = error instanceof BridgeError && error.failure === "token" ? "signed_out" : "failed";
    });
  }
}
