/** The list of tickets that a person works through. */

import { batch, computed, signal } from "@preact/signals";
import type { Bridge } from "../bridges/bridge.ts";
import { type FilterError, toFilterError } from "./filter_error.ts";
import { CustomerNames } from "./customer_names.ts";
import { followCursor } from "./follow_cursor.ts";
import type { TicketRow } from "./model.ts";
import { joinSearched, keepEqual, type Page, type QueueRow } from "./queue_page.ts";
import { RowIds } from "./row_ids.ts";
import { findView, type Sort, toSearch, type View } from "./views.ts";

export type LoadState = "loading" | "ready" | "failed";

/** Keeps rows in place while a person reads them: changes of others are announced. */
export class Queue {
  readonly view = signal<View>(findView("open"));
  /** The text that the person typed, in addition to the view's query. */
  readonly filter = signal("");
  /** The order that the person chose; that of the view if null. With words in the filter, the best matches come first. */
  readonly sort = signal<Sort | null>(null);
  readonly state = signal<LoadState>("loading");
  readonly error = signal<unknown>(null);
  /** The reason why the filter cannot be searched. The rows are those of the filter before. */
  readonly filterError = signal<FilterError | null>(null);
  readonly rows = signal<readonly QueueRow[]>([]);
  readonly corrections = signal<Page["corrections"]>([]);
  readonly searched = computed(() => joinSearched(this.filter.value, this.corrections.value));
  /** Sentences about damaged records of the pages that were read. */
  readonly damaged = signal<readonly string[]>([]);
  /** The reasons why there are no tickets. */
  readonly reasons = signal<Pick<Page, "reasons" | "why">>({});
  /** The id of the row with the cursor. */
  readonly focused = signal<string | null>(null);
  readonly selected = signal<ReadonlySet<string>>(new Set());
  readonly hasMore = computed(() => this.#cursor.value !== null);
  /** The number of tickets that came since the list was shown. */
  readonly newCount = computed(() => {
    const { value: latest } = this.#latest;
    if (latest === null) return 0;
    const shown = this.#ids.get(this.rows.value);
    return latest.tickets.filter(({ id }) => !shown.has(id)).length;
  });
  readonly #cursor = signal<string | null>(null);
  readonly #latest = signal<Page | null>(null);
  /** Increased by everything that makes responses outdated. */
  #generation = 0;
  #isLoadingMore = false;
  /** The rows of the view that were shown before the filter changed. */
  #rowsBefore: readonly QueueRow[] = [];
  /** The filter has changed, and the rows are still those before it. */
  #isOutdated = false;
  readonly names = new CustomerNames();
  readonly #ids = new RowIds();
  #lastToggled: string | undefined;
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Shows a view, and a filter in it. */
  async open(view: View, filter = ""): Promise<void> {
    batch(() => {
      const isSame = this.view.value.name === view.name;
      if (!isSame) this.#rowsBefore = [];
      else if (this.rows.value.length > 0) this.#rowsBefore = this.rows.value;
      if (!isSame) this.#clear();
      else if (this.filter.value !== filter) this.#expectOthers();
      if (!isSame) this.sort.value = null;
      this.view.value = view;
      this.filter.value = filter;
    });
    await this.load();
  }

  /** Changes the order. */
  async order(sort: Sort): Promise<void> {
    this.#clear();
    this.sort.value = sort;
    await this.load();
  }

  /** Loads the first page, and shows it in place of the rows. */
  async load(): Promise<void> {
    const generation = ++this.#generation;
    if (this.rows.value.length === 0) this.state.value = "loading";
    try {
      const page = await this.#read();
      if (generation === this.#generation) this.#show(page);
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#fail(error);
    }
  }

  /** Adds the next page. */
  async loadMore(): Promise<void> {
    const cursor = this.#cursor.value;
    if (cursor === null || this.#isLoadingMore) return;
    const generation = this.#generation;
    this.#isLoadingMore = true;
    try {
      const page = await this.#read(100, cursor);
      if (generation !== this.#generation) return;
      batch(() => {
        this.rows.value = this.#ids.append(this.rows.value, page.tickets);
        if (page.damaged) this.damaged.value = [...new Set([...this.damaged.value, ...page.damaged])];
        this.#cursor.value = page.cursor;
      });
    } catch {
      // scrolling tries again
    } finally {
      this.#isLoadingMore = false;
    }
  }

  /** Looks at the first page after a change: updates the rows in place, and counts the new ones. */
  async refresh(): Promise<void> {
    const generation = this.#generation;
    const page = await this.#read();
    if (generation !== this.#generation || this.#isOutdated) return;
    if (this.rows.value.length === 0) return this.#show(page);
    const latest = new Map(page.tickets.map((row) => [row.id, row]));
    const covered = page.cursor === null ? this.rows.value.length : page.tickets.length;
    batch(() => {
      this.#latest.value = page;
      const newCount = this.newCount.value;
      this.rows.value = this.#ids.replace(this.rows.value, (row, index) => {
        const now = latest.get(row.id);
        if (now !== undefined) return keepEqual(row, now);
        return index < covered - newCount && !row.left ? { ...row, left: true } : row;
      });
    });
  }

  /** Shows the new rows. */
  showNew(): void {
    if (this.#latest.value !== null) this.#show(this.#latest.value);
  }

  /** Takes the new state of a ticket. */
  accept(row: Partial<TicketRow> & { id: string }): void {
    this.rows.value = this.#ids.replace(
      this.rows.value,
      (shown) => shown.id === row.id ? { ...shown, ...row } : shown,
    );
  }

  /** Moves the cursor by a number of rows. */
  move(by: number): void {
    const rows = this.rows.value;
    const index = rows.findIndex(({ id }) => id === this.focused.value);
    const isStart = index === -1 && Number.isFinite(by);
    const next = isStart ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(index + by, 0), rows.length - 1);
    this.focused.value = rows[next]?.id ?? null;
  }

  /** Returns the id of the ticket before or after another one. Tickets that left the view are skipped. */
  getNeighbour(id: string, by: 1 | -1): string | undefined {
    const { value: rows } = this.rows;
    let index = rows.findIndex((row) => row.id === id);
    if (index === -1) return undefined;
    do index += by; while (rows[index]?.left);
    return rows[index]?.id;
  }

  toggle(id: string): void {
    const selected = new Set(this.selected.value);
    if (!selected.delete(id)) selected.add(id);
    this.#lastToggled = id;
    this.selected.value = selected;
  }

  /** Selects every row from the one that was toggled last. */
  selectTo(id: string): void {
    const ids = this.rows.value.map((row) => row.id);
    const [from, to] = [ids.indexOf(this.#lastToggled ?? id), ids.indexOf(id)].sort((one, other) => one - other);
    this.selected.value = new Set([...this.selected.value, ...ids.slice(Math.max(0, from!), to! + 1)]);
  }

  /** Selects every row that is loaded. */
  selectAll(): void {
    this.selected.value = new Set(this.rows.value.map(({ id }) => id));
  }

  clearSelection(): void {
    this.selected.value = new Set();
  }

  #clear(): void {
    this.rows.value = [];
    this.filterError.value = null;
    this.#expectOthers();
  }

  /** Leaves the rows until others are there: a filter changes with every key. */
  #expectOthers(): void {
    this.#isOutdated = true;
    this.#cursor.value = null;
    this.#latest.value = null;
    this.focused.value = null;
    this.selected.value = new Set();
  }

  /** A filter that cannot be searched, such as one that is half typed, leaves the rows as they were. */
  #fail(error: unknown): void {
    const filterError = toFilterError(error, this.filter.value);
    batch(() => {
      if (filterError !== null && this.rows.value.length === 0) this.rows.value = this.#rowsBefore;
      this.filterError.value = filterError;
      this.error.value = error;
      this.state.value = filterError === null ? "failed" : "ready";
    });
  }

  #show(page: Page): void {
    batch(() => {
      if (this.#isOutdated) this.#forgetChosen(page.tickets);
      this.focused.value = followCursor(this.focused.value, this.rows.value, page.tickets);
      this.rows.value = page.tickets;
      this.corrections.value = page.corrections ?? [];
      this.reasons.value = page;
      this.damaged.value = page.damaged ?? [];
      this.#cursor.value = page.cursor;
      this.#latest.value = null;
      this.error.value = null;
      this.filterError.value = null;
      this.state.value = "ready";
    });
  }

  /** Selects none of the new rows. The cursor, if there is one, is in the first. */
  #forgetChosen(rows: Page["tickets"]): void {
    this.#isOutdated = false;
    this.selected.value = new Set();
    if (this.focused.value !== null) this.focused.value = rows[0]?.id ?? null;
  }

  async #read(limit?: number, cursor?: string): Promise<Page> {
    const input = toSearch(this.view.value, this.filter.value, this.sort.value, limit);
    const page = await this.#bridge.call<Page & Record<string, unknown>>("list_ticket_rows", {
      ...input,
      ...cursor !== undefined && { cursor },
    });
    this.names.add(page.tickets);
    return page;
  }
}
