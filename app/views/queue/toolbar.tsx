/** Above the list: its name, and the filter. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { LineIcon } from "../../parts/icons.tsx";
import { SORTS } from "../../desk/mod.ts";
import { useFirstPart } from "../../parts/ui.ts";

/** In milliseconds after the last key. */
const DELAY = 200;

export function Toolbar({ name }: { name: string }) {
  return (
    <header class="bar">
      <h1>{name}</h1>
      <Order />
      <Filter />
    </header>
  );
}

/** Chooses the order of the list. */
function Order() {
  const { ui, desk: { queue }, words } = useFirstPart();
  const current = queue.sort.value ?? (queue.filter.value === "" ? queue.view.value.sort : undefined);
  const choose = (anchor: Element) => {
    const choices = SORTS.map((sort) => ({
      key: sort,
      label: words.sorts[sort],
      isCurrent: sort === current,
      run: () => void queue.order(sort),
    }));
    ui.chooser.value = { label: words.queue.order, choices, anchor };
  };
  return (
    <button
      type="button"
      class="quiet"
      aria-haspopup="listbox"
      title={words.queue.order}
      onClick={(event) => choose(event.currentTarget)}
    >
      {current === undefined ? words.queue.order : words.sorts[current]}
    </button>
  );
}

function Filter() {
  const { ui, desk, words } = useFirstPart();
  const { queue } = desk;
  const text = useSignal(queue.filter.value);
  const applied = useRef(text.value);
  const apply = () => {
    applied.current = text.value;
    desk.go({ place: "queue", view: queue.view.value.name, filter: text.value });
  };
  useEffect(() => {
    text.value = queue.filter.value;
  }, [queue.view.value.name]);
  useEffect(() => {
    // What this field has applied may come back after more was typed.
    if (queue.filter.value !== applied.current) text.value = queue.filter.value;
    applied.current = queue.filter.value;
  }, [queue.filter.value]);
  useEffect(() => {
    if (text.value === queue.filter.value) return;
    const timer = setTimeout(apply, DELAY);
    return () => clearTimeout(timer);
  }, [text.value]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") apply();
    if (event.key === "Escape") text.value = "";
    if (event.key === "Escape" || event.key === "Enter") (event.target as HTMLElement).blur();
    if (event.key === "ArrowDown" || event.key === "Enter") queue.move(1);
  };
  return (
    <div class="filter">
      <LineIcon shape="search" />
      <input
        type="search"
        id="filter"
        aria-label={words.queue.filter}
        title={words.queue.filterHint}
        placeholder={words.queue.filter}
        aria-keyshortcuts={ui.hasSingleKeys ? "/" : undefined}
        spellcheck={false}
        value={text.value}
        onInput={(event) => text.value = event.currentTarget.value}
        onKeyDown={onKeyDown}
      />
      {text.value === ""
        ? ui.hasSingleKeys && <kbd>/</kbd>
        : (
          <button type="button" class="plain" aria-label={words.queue.clearFilter} onClick={() => text.value = ""}>
            <LineIcon shape="close" />
          </button>
        )}
      <Hint />
    </div>
  );
}

/** Says why the list does not follow the text, which may be half typed. */
function Hint() {
  const { desk: { queue }, words } = useFirstPart();
  const error = queue.filterError.value;
  return (
    <div role="status">
      {error && (
        <p class="filter-hint low" dir="auto">
          {words.queue.unfinished(error.part)} {error.possible && words.queue.possible(error.possible)}
        </p>
      )}
    </div>
  );
}
