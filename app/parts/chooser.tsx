/** A list to choose from, with a field that narrows it: the palette, and every menu. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Modal } from "./dialog.tsx";

export interface Choice {
  key: string;
  label: string;
  /** Words that find it besides its label. */
  terms?: string;
  hint?: string | undefined;
  icon?: ComponentChildren;
  isCurrent?: boolean;
  /** Has a line above it while nothing is typed. */
  startsGroup?: boolean;
  run(): void;
}

export interface ChooserRequest {
  label: string;
  placeholder?: string;
  choices: readonly Choice[];
  /** Shown if there are no choices at all. */
  empty?: string;
  /** Finds more choices for a text. The ticket of a number has the key `ticket NUMBER`, and comes first. */
  search?(text: string): Promise<readonly Choice[]>;
  /** Makes a choice of the text itself. */
  other?(text: string): Choice;
  /** The element below which it opens; without it, at the top of the page. */
  anchor?: Element | null;
}

/** Selects the choices that contain every word of a text. */
export function filterChoices(choices: readonly Choice[], text: string): Choice[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ label, terms = "" }) => {
    const all = `${label} ${terms}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

interface ChooserProps {
  request: ChooserRequest;
  empty: string;
  /** Words the failure of a search. */
  explain(error: unknown): string;
  onClose(): void;
}

export function Chooser({ request, empty, explain, onClose }: ChooserProps) {
  const { label, placeholder, choices, other, anchor } = request;
  const [text, found] = [useSignal(""), useSignal<Found>({ choices: [] })];
  const active = useSignal<string | null>(null); // the key of what the person moved to
  const awaited = useSignal<string | null>(null); // the number that Enter was pressed for
  const id = useId();
  const content = useRef<HTMLDivElement>(null);
  useSearch(request, text, found);
  useLayoutEffect(() => placeBelow(content.current, anchor));
  const typed = text.value.trim();
  const narrowed = filterChoices(choices, typed);
  const isKnown = choices.some((choice) => choice.label.toLowerCase() === typed.toLowerCase());
  const all = [...narrowed, ...found.value.choices, ...other && typed !== "" && !isKnown ? [other(typed)] : []];
  const [, number] = NUMBER.exec(typed) ?? [];
  const exact = all.find(({ key }) => key === `ticket ${number}`);
  const shown = [...new Map([exact ?? [], all].flat().map((choice) => [choice.key, choice])).values()];
  const isUnsure = number && request.search && !exact && found.value.text !== typed;
  const index = Math.max(0, shown.findIndex(({ key }) => key === active.value));
  const choose = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    awaited.value = null;
    onClose();
    choice.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) active.value = shown.at((index + step) % shown.length)?.key ?? null;
    else if (event.key !== "Enter" || event.isComposing) return;
    else if (isUnsure && active.value === null) awaited.value = typed;
    else choose(shown[index]);
    event.preventDefault();
  };
  const onInput = (event: Event) => {
    text.value = (event.target as HTMLInputElement).value;
    active.value = awaited.value = null;
  };
  useLayoutEffect(() => {
    if (awaited.value === typed) choose(exact);
  });
  return (
    <Modal label={label} onClose={onClose} class={anchor ? "chooser anchored" : "chooser"}>
      <div ref={content}>
        <input
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={shown.length > 0 ? `${id}-${index}` : undefined}
          placeholder={placeholder ?? label}
          autoComplete="off"
          value={text.value}
          onInput={onInput}
          onKeyDown={onKeyDown}
        />
        <Choices id={id} label={label} choices={shown} active={index} isGrouped={typed === ""} choose={choose} />
        {found.value.failure !== undefined
          ? <p class="low chooser-empty" role="alert" dir="auto">{explain(found.value.failure)}</p>
          : shown.length === 0 && <p class="low chooser-empty" role="status">{empty}</p>}
      </div>
    </Modal>
  );
}

type Writable<Value> = { value: Value };

/** The number of a ticket. */
const NUMBER = /^#?(\d+)$/;

/** The result of a search, or the reason why it failed. */
interface Found {
  text?: string;
  choices: readonly Choice[];
  failure?: unknown;
}

/** Searches after the last key, and ignores answers for earlier texts. */
function useSearch({ search }: ChooserRequest, text: Writable<string>, found: Writable<Found>): void {
  useSignalEffect(() => {
    const typed = text.value.trim();
    if (search === undefined || typed.length < 2 && !NUMBER.test(typed)) {
      found.value = { choices: [] };
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const result = await search(typed).then((choices) => ({ choices }), (failure) => ({ choices: [], failure }));
      if (isCurrent) found.value = { ...result, text: typed };
    }, 120);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  });
}

interface ChoicesProps {
  id: string;
  label: string;
  choices: readonly Choice[];
  active: number;
  isGrouped: boolean;
  choose(choice: Choice): void;
}

function Choices({ id, label, choices, active, isGrouped, choose }: ChoicesProps) {
  return (
    <ul id={id} role="listbox" aria-label={label}>
      {choices.map((choice, index) => (
        <li
          key={choice.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          class={`${choice.isCurrent ? "current" : ""} ${isGrouped && choice.startsGroup ? "group" : ""}`.trim()}
          ref={index === active ? (element) => element?.scrollIntoView({ block: "nearest" }) : null}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(choice)}
        >
          {choice.icon}
          <span class="choice-label" dir="auto">{choice.label}</span>
          {choice.hint && <span class="low choice-hint" dir="auto">{choice.hint}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Moves the dialog below an element, inside the window. */
function placeBelow(content: Element | null, anchor: Element | null | undefined): void {
  const dialog = content?.closest("dialog");
  if (!dialog || !anchor) return;
  const { left, bottom, top } = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = dialog;
  const isBelow = bottom + height + 8 < innerHeight || top < height;
  dialog.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  dialog.style.top = `${isBelow ? bottom + 4 : Math.max(8, top - height - 4)}px`;
}
