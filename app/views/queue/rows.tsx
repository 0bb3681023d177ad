/** The rows of the list. Only those in view are in the document. */

import { useSignal, useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useFirstPart } from "../../parts/ui.ts";
import { BriefRows } from "./brief_rows.ts";
import { isFirstFrame } from "./first_frame.ts";
import { TicketRowView } from "./row.tsx";

/** The heights of a row, in pixels: one line, or two where there is little room. */
const HEIGHT = { wide: 40, narrow: 64 };
/** A narrower list leaves a single line too little room for the subject. */
const NARROW = 860;
/** Rows outside the view that are in the document too, once the first ones are on screen. */
const MARGIN = 8;
/** The next page is loaded this many rows before the end. */
const AHEAD = 30;

/** Selects the rows in view. */
export function getVisibleRange(
  top: number,
  viewHeight: number,
  rowHeight: number,
  count: number,
  margin = MARGIN,
): { start: number; end: number } {
  const first = Math.floor(Math.max(0, top) / rowHeight);
  const start = Math.max(0, Math.min(first, count) - margin);
  return { start, end: Math.min(count, Math.ceil((Math.max(0, top) + viewHeight) / rowHeight) + margin) };
}

export function Rows({ label }: { label: string }) {
  const { desk: { queue, writes } } = useFirstPart();
  const grid = useRef<HTMLDivElement>(null);
  const { range, height, brief } = useWindow(grid);
  useFocus(grid, height);
  const rows = queue.rows.value;
  const shown = rows.slice(range.start, range.end);
  return (
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      aria-rowcount={queue.hasMore.value ? -1 : rows.length}
      aria-multiselectable="true"
      class={height === HEIGHT.wide ? "rows" : "rows narrow"}
      style={{ height: `${rows.length * height}px` }}
    >
      {shown.map((row, shownIndex) => {
        const index = range.start + shownIndex;
        const isBrief = isFirstFrame.value || brief.has(index);
        return <TicketRowView key={row.id} row={writes.show(row)} index={index} height={height} isBrief={isBrief} />;
      })}
    </div>
  );
}

/** Follows scrolling and the size of the list. */
function useWindow(grid: { current: HTMLElement | null }) {
  const { desk: { queue } } = useFirstPart();
  const range = useSignal({ start: 0, end: Math.ceil((globalThis.innerHeight ?? 1600) / HEIGHT.wide) });
  const height = useSignal(HEIGHT.wide);
  const margin = useRef(0);
  const brief = useRef<BriefRows>(null);
  brief.current ??= new BriefRows((run) => requestAnimationFrame(run));
  const update = () => {
    const [element, scroller] = [grid.current, grid.current?.closest(".scroller")];
    if (!element || !scroller) return;
    height.value = element.clientWidth < NARROW ? HEIGHT.narrow : HEIGHT.wide;
    const top = scroller.getBoundingClientRect().top - element.getBoundingClientRect().top;
    const next = getVisibleRange(top, scroller.clientHeight, height.value, queue.rows.peek().length, margin.current);
    const { start, end } = range.peek();
    const hasNoMargin = margin.current === 0; // in the first frame
    if (hasNoMargin ? next.end > end : next.start !== start || next.end !== end) {
      brief.current!.move({ start, end }, next, performance.now());
      range.value = next;
    }
    if (next.end > queue.rows.peek().length - AHEAD) void queue.loadMore();
  };
  useLayoutEffect(() => {
    const scroller = grid.current!.closest(".scroller")!;
    const observer = new ResizeObserver(update); // calls it in the first frame too
    observer.observe(scroller);
    const follow = () => {
      brief.current!.follow(scroller.scrollTop, performance.now());
      update();
    };
    scroller.addEventListener("scroll", follow, { passive: true });
    requestAnimationFrame(() =>
      setTimeout(() => { // after the first frame
        margin.current = MARGIN;
        update();
      })
    );
    return () => {
      observer.disconnect();
      scroller.removeEventListener("scroll", follow);
    };
  }, []);
  useSignalEffect(() => {
    queue.rows.value;
    update();
  });
  return { range: range.value, height: height.value, brief: brief.current.places.value };
}

/** Brings the row with the cursor into view, and gives it the focus if the list has it. */
function useFocus(grid: { current: HTMLElement | null }, height: number): void {
  const { desk: { queue } } = useFirstPart();
  useSignalEffect(() => {
    const id = queue.focused.value;
    const index = queue.rows.peek().findIndex((row) => row.id === id);
    const [element, scroller] = [grid.current, grid.current?.closest(".scroller")];
    if (index === -1 || !element || !scroller) return;
    const view = scroller.getBoundingClientRect();
    const top = element.getBoundingClientRect().top + index * height;
    if (top < view.top) scroller.scrollTop -= view.top - top + 8;
    else if (top + height > view.bottom) scroller.scrollTop += top + height - view.bottom + 8;
    requestAnimationFrame(() => {
      if (queue.focused.peek() !== id) return; // a later key has moved the cursor on
      const { activeElement } = document;
      const row = element.querySelector<HTMLElement>(`[data-id="${id}"]`);
      const isFree = activeElement === null || activeElement === document.body || element.contains(activeElement);
      if (isFree && !row?.contains(activeElement)) row?.focus({ preventScroll: true });
    });
  });
}
