/** A row of buttons, one of which is chosen. */

interface TabsProps<Value extends string | number> {
  /** The name of the row, for screen readers. */
  label: string;
  values: readonly Value[];
  chosen: string | number;
  name(value: Value): string;
  choose(value: Value): void;
}

export function Tabs<Value extends string | number>({ label, values, chosen, name, choose }: TabsProps<Value>) {
  return (
    <div class="tabs" role="group" aria-label={label}>
      {values.map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={chosen === value}
          onClick={() => choose(value)}
        >
          {name(value)}
        </button>
      ))}
    </div>
  );
}
