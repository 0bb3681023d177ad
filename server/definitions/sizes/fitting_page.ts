import type { Page } from "../../../store/mod.ts";
import { getPageBytes, measureItem, measureTokens, RESULT_BYTES } from "./bytes.ts";

/** The lengths of an item's texts, in bytes. A page tries the next one if its only item does not fit otherwise. */
const TEXT_BYTES = [300, 100, 30] as const;

/** The forms of an item in a list. */
export interface ItemForms<Stored, Item> {
  /**
   * Converts an item for the result.
   *
   * @param textBytes The maximum size of a long text, in bytes.
   */
  toItem(stored: Stored, textBytes: number): Item;
  /** Formats an item as text. */
  format(item: Item): string;
}

/**
 * Reads a page whose items fit in a result: hosts cut long ones. The cursor leads to the rest.
 *
 * The items and the cursor come from the same read, because the list can change between two reads.
 *
 * @param maxBytes The maximum size of the larger form, in bytes.
 */
export async function readFittingPage<Stored, Item>(
  read: (limit: number) => Promise<Page<Stored>>,
  limit: number,
  { toItem, format }: ItemForms<Stored, Item>,
  maxBytes = getPageBytes(limit),
): Promise<Page<Item>> {
  const measure = maxBytes === RESULT_BYTES.default ? measureTokens : measureItem;
  for (let count = limit;;) {
    const { items: stored, ...page } = await read(count);
    const items = stored.map((each) => toItem(each, TEXT_BYTES[0]));
    let room: number = maxBytes;
    const fitting = items.findIndex((item) => (room -= measure(item, format)) < 0);
    if (fitting === -1) return { ...page, items };
    if (stored.length === 1) {
      const forms = TEXT_BYTES.map((textBytes) => toItem(stored[0]!, textBytes));
      return { ...page, items: [forms.find((item) => measure(item, format) <= maxBytes) ?? forms.at(-1)!] };
    }
    count = Math.max(fitting, 1);
  }
}
