/** Icons of 16 pixels, drawn with lines in the colour of the text. They repeat what words beside them say. */

import type { ComponentChildren } from "preact";
import type { Priority, Status } from "../desk/mod.ts";

/** Not a component: every row has some icons. */
function renderIcon(label: string | undefined, name: string, shapes: ComponentChildren) {
  const access = label === undefined ? { "aria-hidden": true } as const : { role: "img", "aria-label": label } as const;
  return <svg class={`icon ${name}`} viewBox="0 0 16 16" {...access}>{shapes}</svg>;
}

/** Three bars with round corners, the lowest first. */
const BARS = [1, 2, 3].map((bar) =>
  `M${bar * 4 - 2} ${13 - bar * 3}a1 1 0 0 1 1-1h1a1 1 0 0 1 1 1v${bar * 3 - 1}a1 1 0 0 1-1 1h-1a1 1 0 0 1-1-1z`
);

/** A priority: the shape tells as much as the colour. */
export function PriorityIcon({ priority, label }: { priority: Priority; label?: string }) {
  if (priority === "urgent") {
    return renderIcon(label, "p-urgent", [
      <path
        key="1"
        class="solid"
        d="M3 1.5h10A1.5 1.5 0 0 1 14.5 3v10a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 13V3A1.5 1.5 0 0 1 3 1.5z"
      />,
      <path key="2" class="cut" d="M8 4.5v4M8 11.2v.3" />,
    ]);
  }
  const level = { high: 3, medium: 2, low: 1 }[priority];
  return renderIcon(label, `p-${priority}`, [
    <path key="1" class="solid" d={BARS.slice(0, level).join("")} />,
    <path key="2" class="faint" d={BARS.slice(level).join("")} />,
  ]);
}

const STATUS_SHAPES: Readonly<Record<Status, () => ComponentChildren>> = {
  open: () => <circle cx="8" cy="8" r="6" />,
  pending: () => [<circle key="1" cx="8" cy="8" r="6" />, <path key="2" class="solid" d="M8 4.5a3.5 3.5 0 0 1 0 7z" />],
  on_hold: () => [<circle key="1" cx="8" cy="8" r="6" />, <path key="2" d="M6.4 6v4M9.6 6v4" />],
  closed: () => [
    <circle key="1" class="solid" cx="8" cy="8" r="6.7" />,
    <path key="2" class="cut" d="m5.3 8.2 1.9 1.9 3.5-3.9" />,
  ],
};

export function StatusIcon({ status, label }: { status: Status; label?: string }) {
  return renderIcon(label, `s-${status}`, STATUS_SHAPES[status]());
}

const SHAPES = {
  inbox: "M2 9.5h3.2l1 2h3.6l1-2H14M2 9.5l2-6.2h8l2 6.2V13H2z",
  book: "M8 4c-1.5-1-3.5-1.2-5.5-1v9.5c2-.2 4 0 5.5 1 1.5-1 3.5-1.2 5.5-1V3c-2-.2-4 0-5.5 1zM8 4v9.5",
  gear:
    "M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M3.6 12.4 5 11M11 5l1.4-1.4",
  check: "m3.5 8.5 3 3 6-7",
  people:
    "M6 7.2a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8zM1.8 13.2c0-2.6 1.9-4 4.2-4s4.2 1.4 4.2 4M10.6 2.8a2.3 2.3 0 0 1 0 4M11.6 9.6c1.6.4 2.6 1.6 2.6 3.6",
  chart: "M2.5 13.5h11M4.5 11V7.5M8 11V3.5M11.5 11V6",
  up: "M8 12.5v-9M4 7.5l4-4 4 4",
  down: "M8 3.5v9M4 8.5l4 4 4-4",
  fold: "m4 6 4 4 4-4",
  back: "M12.5 8h-9M7.5 4l-4 4 4 4",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3l3.4 3.4",
  close: "m4 4 8 8M12 4l-8 8",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5.3a2.5 2.5 0 0 1 5 0v2.2",
  reply: "M6.5 4 3 7.5 6.5 11M3 7.5h6.2c2.3 0 3.8 1.4 3.8 4",
  person: "M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8zM3 13.5c0-2.7 2.2-4.2 5-4.2s5 1.5 5 4.2",
  pencil: "m3 13 .6-2.8 7-7a1.3 1.3 0 0 1 1.8 0l.4.4a1.3 1.3 0 0 1 0 1.8l-7 7z",
  more: "M3.1 7.6h.8v.8h-.8zM7.6 7.6h.8v.8h-.8zM12.1 7.6h.8v.8h-.8z",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.2l2.2 1.3",
  merge: "M8 14V9.5c0-2.5-4-2.5-4-5V2M8 9.5c0-2.5 4-2.5 4-5V2",
  link:
    "M6.6 9.4a2.5 2.5 0 0 0 3.6 0l2.3-2.3a2.5 2.5 0 0 0-3.6-3.6l-1 1M9.4 6.6a2.5 2.5 0 0 0-3.6 0L3.5 8.9a2.5 2.5 0 0 0 3.6 3.6l1-1",
  clip: "m13 7.5-5.2 5.2a3.2 3.2 0 0 1-4.5-4.5l5.6-5.6a2.1 2.1 0 0 1 3 3l-5.5 5.5a1 1 0 0 1-1.5-1.5L10 4.5",
  reply_list: "M2.5 2.5h11v8H7l-3 3v-3H2.5zM5 5.3h6M5 7.7h4",
  file: "M4 2h5l3 3v9H4zM9 2v3h3",
  plus: "M8 3v10M3 8h10",
  keys: "M1.5 4.5h13v7h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5 9.3h6",
  warning: "M8 2.2 14.3 13H1.7zM8 6.5v3M8 11.3v.1",
  out: "M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8H6",
} as const;

export type Shape = keyof typeof SHAPES;

export function LineIcon({ shape, label }: { shape: Shape; label?: string }) {
  return renderIcon(label, "", <path d={SHAPES[shape]} />);
}
