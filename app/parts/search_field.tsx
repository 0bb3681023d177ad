/** The field of a place that lists what matches. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { LineIcon } from "./icons.tsx";

/** In milliseconds after the last key. */
const DELAY = 200;

interface SearchFieldProps {
  label: string;
  query: string;
  search(query: string): void;
}

export function SearchField({ label, query, search }: SearchFieldProps) {
  const text = useSignal(query);
  useEffect(() => {
    if (text.value === query) return;
    const timer = setTimeout(() => search(text.value), DELAY);
    return () => clearTimeout(timer);
  }, [text.value]);
  return (
    <div class="filter">
      <LineIcon shape="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text.value}
        onInput={(event) => text.value = event.currentTarget.value}
      />
    </div>
  );
}
