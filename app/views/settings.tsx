/** The settings of the desk. A command changes them, because they need more rights than those of an agent. */

import { formatTerm } from "../parts/labels.ts";
import { Failure, Skeleton } from "../parts/state.tsx";
import { useDesk } from "../parts/ui.ts";

/** The maximum number of names of a setting that are shown. */
const MOST = 100;

export function SettingsView() {
  const { desk: { settings }, words } = useDesk();
  const values = settings.values.value;
  return (
    <section class="page" aria-labelledby="settings">
      <header class="bar">
        <h1 id="settings">{words.places.settings}</h1>
      </header>
      <div class="scroller" tabIndex={0}>
        {values !== null
          ? (
            <div class="settings">
              <p class="low">{words.settings.how}</p>
              <p class="mono">support-mcp settings edit</p>
              {Object.entries(values).map(([name, value]) => <Section key={name} name={name} value={value} />)}
            </div>
          )
          : settings.error.value !== null
          ? <Failure error={settings.error.value} retry={() => void settings.load()} />
          : <Skeleton rows={6} label={words.states.loading} />}
      </div>
    </section>
  );
}

function Section({ name, value }: { name: string; value: unknown }) {
  const { words } = useDesk();
  return (
    <section aria-labelledby={`setting-${name}`}>
      <h2 id={`setting-${name}`}>{words.settings.names[name] ?? formatTerm(name)}</h2>
      <Value value={value} />
    </section>
  );
}

/** A value of any form: a list of names with values, a list, or a single value. */
function Value({ value }: { value: unknown }) {
  const { words } = useDesk();
  const { yes, no, terms } = words.settings;
  if (typeof value === "boolean") return <>{value ? yes : no}</>;
  if (Array.isArray(value)) return <bdi>{value.join(", ")}</bdi>;
  if (typeof value !== "object" || value === null) return <bdi>{String(value)}</bdi>;
  const entries = Object.entries(value);
  if (entries.length === 0) return <p class="low">{words.none}</p>;
  return (
    <>
      <dl class="values">
        {entries.slice(0, MOST).map(([name, member]) => (
          <div key={name} class="fact">
            <dt class="low">
              <bdi>{terms[name] ?? name}</bdi>
            </dt>
            <dd>
              <Member value={member} />
            </dd>
          </div>
        ))}
      </dl>
      {entries.length > MOST && <p class="low">{words.settings.more(entries.length - MOST)}</p>}
    </>
  );
}

/** A member on one line if it is flat: `Urgent 1, High 4`. */
function Member({ value }: { value: unknown }) {
  const { words: { settings: { yes, no, terms } } } = useDesk();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return <Value value={value} />;
  const entries = Object.entries(value);
  if (entries.some(([, member]) => typeof member === "object")) return <Value value={value} />;
  const format = (member: unknown) =>
    typeof member === "boolean" ? member ? yes : no : terms[String(member)] ?? String(member);
  return (
    <>
      {entries.map(([name, member]) => (
        <span key={name} class="pair">
          <span class="low">{terms[name] ?? name}</span> <bdi>{format(member)}</bdi>
        </span>
      ))}
    </>
  );
}
