/** The person at the desk, and what this person may do. */

import { batch, computed, signal } from "@preact/signals";
import { type Bridge, BridgeError } from "../bridges/bridge.ts";
import type { Person, Stats } from "./model.ts";

export type SessionState = "connecting" | "signed_out" | "ready" | "failed";

interface Names {
  team: readonly Person[];
  /** The person's name. */
  you: string;
}

/** The server knows the person by this word. */
const NO_TEAM: Names = { team: [], you: "me" };

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

  /** Called in place of showing the desk if someone else has signed in: the page still has what the person before saw. */
  onOtherPerson = (): void => {};

  constructor(private readonly bridge: Bridge) {}

  /** The person in arguments of tools, also before the server has told the name. */
  get me(): string {
    return this.you.value || NO_TEAM.you;
  }

  /** True if the server has told the person's name. One of tickets alone does not. */
  get isNamed(): boolean {
    return this.you.value !== "" && this.you.value !== NO_TEAM.you;
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
      const before = this.you.peek();
      if (before === "") await Promise.race([first, team.then(() => {}, () => {})]);
      else if ((await team).you !== before) return this.onOtherPerson();
      batch(() => {
        this.tools.value = tools === null ? null : new Set(tools);
        this.error.value = null;
        this.state.value = "ready";
      });
      await Promise.all([
        team.then((names) => this.#name(names)),
        first.then(() => this.refresh()), // the counts take the server longer
      ]);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Reads the team. A server of tickets alone has none, and a host does not tell which tools there are. */
  async #readTeam(tools: readonly string[] | null): Promise<Names> {
    if (tools?.includes("list_team") === false) return NO_TEAM;
    try {
      return await this.bridge.call("list_team");
    } catch (error) {
      if (tools === null && error instanceof BridgeError && error.failure === "failed") return NO_TEAM;
      throw error;
    }
  }

  #name({ team, you }: Names): void {
    batch(() => {
      this.team.value = team;
      this.you.value = you;
    });
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
