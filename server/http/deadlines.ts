/** Many deadlines with few timers: every request has two, nearly none comes to its end, and a timer costs as much as reading a body. */

/** Deadlines are met up to this part of their length late. */
const LATE_BY = 1 / 100;

/** Those that are due at the same time. */
interface Slot {
  timer: ReturnType<typeof setTimeout>;
  due: Set<() => void>;
}

const slots = new Map<string, Slot>();

/**
 * Calls `late` after so many milliseconds, or a little later.
 *
 * @returns What to call when it isn't needed any more.
 */
export function after(milliseconds: number, late: () => void): () => void {
  const length = Math.max(1, milliseconds * LATE_BY);
  const number = Math.ceil((performance.now() + milliseconds) / length);
  const name = `${milliseconds} ${number}`;
  const slot = slots.get(name) ?? open(name, number * length);
  slot.due.add(late);
  return () => {
    slot.due.delete(late);
    if (slot.due.size > 0 || slots.get(name) !== slot) return;
    slots.delete(name);
    clearTimeout(slot.timer);
  };
}

/** @param at On the clock of `performance.now`. */
function open(name: string, at: number): Slot {
  const due = new Set<() => void>();
  const timer = setTimeout(() => {
    slots.delete(name);
    for (const late of due) late();
  }, at - performance.now());
  const slot = { timer, due };
  slots.set(name, slot);
  return slot;
}
