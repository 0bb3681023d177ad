/** The menu that keeps a ticket out of the queue for a while. */

import type { Choice } from "./chooser.tsx";
import { formatExact } from "./times.ts";
import type { Ui } from "./ui.ts";

const HOUR = 60 * 60 * 1000;
const MORNING = 9;

/**
 * Lists the times to choose from, in the viewer's zone.
 *
 * @param now In milliseconds since the epoch.
 */
export function listSnoozeTimes(now: number): ["later" | "tomorrow" | "week", Date][] {
  const later = new Date(now + 3 * HOUR);
  later.setMinutes(0, 0, 0);
  const toMorning = (days: number) => {
    const date = new Date(now);
    date.setDate(date.getDate() + days);
    date.setHours(MORNING, 0, 0, 0);
    return date;
  };
  const today = new Date(now);
  const toMonday = (8 - today.getDay()) % 7 || 7;
  return [
    ...later.getDate() === today.getDate() ? [["later", later] as ["later", Date]] : [],
    ["tomorrow", toMorning(1)],
    ["week", toMorning(toMonday)],
  ];
}

/** Lets the person choose until when. */
export function chooseSnooze(
  ui: Ui,
  apply: (values: { snoozed_until: string | null }) => void,
  anchor?: Element | null,
  current?: string | null,
): void {
  const [{ snooze: words }, locale] = [ui.words.value, ui.locale.value];
  const times = listSnoozeTimes(Date.now()).map(([key, date]): Choice => {
    const snoozed_until = date.toISOString();
    return { key, label: words[key], hint: formatExact(snoozed_until, locale), run: () => apply({ snoozed_until }) };
  });
  const date: Choice = { key: "date", label: words.date, run: () => askForDate(ui, apply) };
  const end: Choice = { key: "end", label: words.end, run: () => apply({ snoozed_until: null }) };
  ui.chooser.value = {
    label: words.title,
    choices: [...times, date, ...current ? [end] : []],
    anchor: anchor ?? null,
  };
}

function askForDate(ui: Ui, apply: (values: { snoozed_until: string }) => void): void {
  const { snooze: words } = ui.words.value;
  ui.form.value = {
    key: "snooze",
    title: words.title,
    fields: [{ name: "until", label: words.until, kind: "time", hint: words.hint, isRequired: true }],
    submit: words.submit,
    run({ until = "" }) {
      const time = new Date(until);
      if (!(time.getTime() > Date.now())) throw new Error(words.past);
      apply({ snoozed_until: time.toISOString() });
    },
  };
}
