/** The list of keys, and the choice to do without those that a person may press by accident. */

import { useId } from "preact/hooks";
import { Dialog } from "../../parts/dialog.tsx";
import { useDesk } from "../../parts/ui.ts";
import { listKeys } from "../frame/ticket_keys.ts";

export function KeysDialog() {
  const { ui, words } = useDesk();
  const keys = listKeys(ui);
  const groups = (["lists", "anywhere", "tickets"] as const).filter((name) => keys.some(({ group }) => group === name));
  return (
    <Dialog title={words.keys.title} onClose={() => ui.showsKeys.value = false} class="keys">
      <div class="key-groups">
        {groups.map((name) => (
          <section key={name}>
            <h3>{words.keys[name]}</h3>
            <dl>
              {keys.filter(({ group }) => group === name).map(({ keys, action }) => (
                <div key={action} class="fact">
                  <dt>{words.actions[action]}</dt>
                  <dd>{keys.map((key) => <kbd key={key}>{key === "Ctrl" ? words.control : key}</kbd>)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <SingleKeys />
      <footer>
        <button type="button" class="primary" autofocus onClick={() => ui.showsKeys.value = false}>
          {words.dismiss}
        </button>
      </footer>
    </Dialog>
  );
}

function SingleKeys() {
  const { ui, words } = useDesk();
  const hint = useId();
  return (
    <div>
      <label class="option">
        <input
          type="checkbox"
          checked={ui.hasSingleKeys}
          aria-describedby={hint}
          onChange={(event) => ui.setSingleKeys(event.currentTarget.checked)}
        />
        {words.keys.single}
      </label>
      <p id={hint} class="low">{words.keys.singleHint}</p>
    </div>
  );
}
