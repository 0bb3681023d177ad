/** The ids of the rows of a list. */

interface Row {
  readonly id: string;
}

/** Finds out which rows are in a list. The ids of a long list are not collected again for every page. */
export class RowIds {
  #rows: readonly Row[] = [];
  #ids = new Set<string>();

  /** Returns the ids of all rows. */
  get(rows: readonly Row[]): ReadonlySet<string> {
    if (rows !== this.#rows) [this.#rows, this.#ids] = [rows, new Set(rows.map(({ id }) => id))];
    return this.#ids;
  }

  /** Returns a list with further rows, without those that it has already. */
  append<Item extends Row>(rows: readonly Item[], more: readonly Item[]): readonly Item[] {
    const known = this.get(rows);
    const added = more.filter(({ id }) => !known.has(id));
    for (const { id } of added) this.#ids.add(id);
    const all = [...rows, ...added];
    this.#rows = all;
    return all;
  }

  /** Takes new states of the rows, which are the same ones in the same order. */
  replace<Item extends Row>(rows: readonly Item[], now: (row: Item, index: number) => Item): readonly Item[] {
    this.get(rows);
    const all = rows.map(now);
    this.#rows = all;
    return all;
  }
}
