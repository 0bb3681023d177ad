/** The state of the user interface. It knows no document: views show it, and tests use it without one. */

import { effect, type Signal, signal, untracked } from "@preact/signals";
import { type Bridge, BridgeError } from "../bridges/bridge.ts";
import type { Route } from "./routes.ts";
import { Approvals } from "./approvals.ts";
import { Drafts, type DraftStorage } from "./drafts.ts";
import type { TicketRow } from "./model.ts";
import { Notices } from "./notices.ts";
import type { Places } from "./places.ts";
import { Queue } from "./queue.ts";
import { Session } from "./session.ts";
import { DeskSettings } from "./settings.ts";
import type { OpenTicket } from "./ticket.ts";
import { BUILT_IN_VIEWS, findView } from "./views.ts";
import { throttle } from "./throttle.ts";
import { Writes } from "./writes.ts";

export interface DeskOptions {
  bridge: Bridge;
  /** The place that is shown first. */
  route: Route;
  storage?: DraftStorage | undefined;
  /** In milliseconds, between refreshes of the queue while many tickets change. */
  refreshInterval?: number;
}

/** Everything that views show. */
export class Desk {
  readonly bridge: Bridge;
  readonly route: Signal<Route>;
  readonly session: Session;
  readonly notices = new Notices();
  readonly queue: Queue;
  readonly drafts: Drafts;
  readonly writes: Writes;
  readonly approvals: Approvals;
  readonly settings: DeskSettings;
  readonly opened = signal<OpenTicket | null>(null);
  /** The other places. Null until the second part of the page is loaded, which sets it. */
  readonly places = signal<Places | null>(null);
  /** The time that relative times are compared with, in milliseconds since the epoch. */
  readonly now = signal(Date.now());
  readonly #refreshInterval: number;

  constructor({ bridge, route, storage, refreshInterval = 1_000 }: DeskOptions) {
    this.bridge = bridge;
    this.route = signal(route);
    this.session = new Session(bridge);
    this.queue = new Queue(bridge);
    this.drafts = new Drafts(storage);
    this.writes = new Writes({ bridge, notices: this.notices, accept: (row) => this.#accept(row) });
    this.approvals = new Approvals(bridge, this.notices);
    this.settings = new DeskSettings(bridge);
    this.#refreshInterval = refreshInterval;
  }

  /** Connects, then shows the places that the person goes to. */
  async start(): Promise<void> {
    const [early, first] = this.#searchEarly();
    const connected = Promise.all([this.session.connect(first), this.settings.load()]);
    if (early === null) await connected; // the query of a saved view is in the settings
    this.#followRoute(early);
    await connected;
  }

  /**
   * Searches before anything else is known, if the first place is a view of every desk.
   *
   * @returns The place, and a promise that settles when its tickets are there.
   */
  #searchEarly(): [route: Route | null, tickets: Promise<void>] {
    const { value: route } = this.route;
    const isKnown = route.place === "queue" && BUILT_IN_VIEWS.some(({ name }) => name === route.view);
    if (!isKnown) return [null, Promise.resolve()];
    return [route, this.queue.open(findView(route.view), route.filter)];
  }

  /** @param early The place whose tickets were searched already. */
  #followRoute(early: Route | null): void {
    effect(() => {
      if (this.session.state.value !== "ready") return;
      const route = this.route.value;
      const isThere = route === early && this.queue.state.peek() !== "failed";
      early = null;
      if (isThere) return;
      const places = route.place === "queue" ? null : this.places.value;
      untracked(() => this.#open(route, places));
    });
    effect(() => {
      if (this.session.state.value === "ready") void this.places.value?.mine.refresh();
    });
    effect(() => {
      if (this.session.state.value !== "ready") return;
      // A lost connection shows in the frame.
      if (this.session.has("list_approvals")) void this.approvals.count().catch(() => {});
      return this.bridge.follow(["ticket://list"], throttle(() => this.#refresh(), this.#refreshInterval));
    });
  }

  go(route: Route): void {
    this.route.value = route;
  }

  /** Returns the other places, for the views of the second part. */
  getPlaces(): Places {
    return this.places.value!;
  }

  /** Returns the ticket that actions apply to: the open one, even while it is loaded, or the one with the cursor. */
  getCurrent(): TicketRow | undefined {
    const { value: route } = this.route;
    const id = route.place === "ticket" ? route.id : this.queue.focused.value;
    const opened = route.place === "ticket" ? this.opened.value?.ticket.value : null;
    return opened ?? this.queue.rows.value.find((row) => row.id === id);
  }

  /** Leaves the open ticket for the list that it was opened from. */
  leaveTicket(): void {
    const { view, filter } = this.queue;
    this.go({ place: "queue", view: view.value.name, filter: filter.value });
  }

  #open(route: Route, places: Places | null): void {
    if (route.place !== "ticket" || this.opened.value?.id !== route.id) this.#closeTicket();
    switch (route.place) {
      case "queue":
        return this.#openQueue(route);
      case "ticket":
        this.queue.focused.value = route.id;
        if (this.queue.state.value === "loading") void this.queue.load();
        return void (this.opened.value ??= places?.openTicket(route.id) ?? null);
      case "approvals":
        return void this.approvals.load();
      case "settings":
        return void this.settings.load();
      case "reports":
        if (!this.session.has("ticket_report")) return;
    }
    places?.open(route);
  }

  /** An unknown view leads to the first one, also in the address. */
  #openQueue(route: Route & { place: "queue" }): void {
    const view = this.settings.findView(route.view);
    if (view.name !== route.view) return this.go({ ...route, view: view.name });
    void this.queue.open(view, route.filter);
  }

  #closeTicket(): void {
    this.opened.value?.close();
    this.opened.value = null;
  }

  /** After changes: what is read keeps its place, what is not shown is simply renewed. */
  async #refresh(): Promise<void> {
    const { value: route } = this.route;
    const { place } = route;
    if (this.#isLost(route)) this.#open(route, this.places.value);
    const isRead = place === "queue" || place === "ticket";
    // A lost connection shows in the frame.
    await Promise.allSettled([
      isRead ? this.queue.refresh() : this.queue.load(),
      this.session.refresh(),
      this.approvals.count(),
      this.places.value?.mine.refresh(),
    ]);
  }

  /** Checks whether a place was not reached. What the server refused, it would refuse again. */
  #isLost(route: Route): boolean {
    const { approvals, settings } = this;
    const own = route.place === "approvals" ? approvals.error : route.place === "settings" ? settings.error : null;
    const errors = own === null ? this.places.value?.listErrors(route) ?? [] : [own.value];
    return errors.some((error) => error instanceof BridgeError);
  }

  /** Reads again what is shown. */
  refreshAll(): void {
    void this.#refresh();
    void this.opened.value?.refresh();
  }

  #accept(row: Partial<TicketRow> & { id: string }): void {
    this.queue.accept(row);
    if (this.opened.value?.id === row.id) this.opened.value.accept(row);
  }
}
