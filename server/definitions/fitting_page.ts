import type { Page } from "../../store/mod.ts";

/** The default size of a result, and the most that a caller can ask for, in bytes. They leave room for what is around it. */
const BYTES = { default: 7_500, most: 22_000 };
const DEFAULT_LIMIT = 20;

/**
 * Reads a page whose items fit in a result: hosts cut long ones. The cursor leads to the rest.
 *
 * @param format Formats an item as text. The larger one of this form and JSON counts.
 */
export async function readFittingPage<Item>(
  read: (limit: number) => Promise<Page<Item>>,
  limit: number,
  format: (item: Item) => string,
): Promise<Page<Item>> {
  const page = await read(limit);
  let room = limit <= DEFAULT_LIMIT ? BYTES.default : BYTES.most;
  const fitting = page.items.findIndex((item) => {
    room -= Math.max(measure(format(item)), measure(JSON.stringify(item))) + 1;
    return room < 0;
  });
  return fitting === -1 ? page : await read(Math.max(1, fitting));
}

function measure(text: string): number {
  return new TextEncoder().encode(text).length;
}
