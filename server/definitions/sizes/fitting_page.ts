import type { Page } from "../../../store/mod.ts";
import { getPageBytes, measureItem } from "./bytes.ts";

/** The lengths of an item's texts, in bytes. A page tries the next one if its first item does not fit otherwise. */
const TEXT_BYTES = [300, 100, 30] as const;

/** The forms of an item in a list. */
export interface ItemForms<Stored, Item> {
  /**
   * Converts an item for the result.
   *
   * @param textBytes The most bytes of a long text.
   */
  toItem(stored: Stored, textBytes: number): Item;
  /** Formats an item as text. */
  format(item: Item): string;
}

/**
 * Reads a page whose items fit in a result: hosts cut long ones. The cursor leads to the rest.
 *
 * @param maxBytes The most bytes of the larger form.
 */
export async function readFittingPage<Stored, Item>(
  read: (limit: number) => Promise<Page<Stored>>,
  limit: number,
  { toItem, format }: ItemForms<Stored, Item>,
  maxBytes = getPageBytes(limit),
): Promise<Page<Item>> {
  const page = await read(limit);
  const items = page.items.map((stored) => toItem(stored, TEXT_BYTES[0]));
  let room: number = maxBytes;
  const fitting = items.findIndex((item) => (room -= measureItem(item, format)) < 0);
  if (fitting === -1) return { items, cursor: page.cursor };
  if (fitting > 0) return { items: items.slice(0, fitting), cursor: (await read(fitting)).cursor };
  const forms = TEXT_BYTES.map((textBytes) => toItem(page.items[0]!, textBytes));
  const first = forms.find((item) => measureItem(item, format) <= maxBytes) ?? forms.at(-1)!;
  return { items: [first], cursor: page.items.length === 1 ? page.cursor : (await read(1)).cursor };
}
