/** The list of keys. */

import { Dialog } from "../../parts/dialog.tsx";
import { useDesk } from "../../parts/ui.ts";
import { KEYS } from "../frame/ticket_keys.ts";

export function KeysDialog() {
  const { ui, words } = useDesk();
  return (
    <Dialog title={words.keys.title} onClose={() => ui.showsKeys.value = false} class="keys">
      {(["lists", "tickets", "anywhere"] as const).map((group) => (
        <section key={group}>
          <h3>{words.keys[group]}</h3>
          <dl>
            {KEYS.filter((key) => key.group === group).map(({ keys, action }) => (
              <div key={action} class="fact">
                <dt>{words.actions[action]}</dt>
                <dd>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <footer>
        <button type="button" class="primary" autofocus onClick={() => ui.showsKeys.value = false}>
          {words.dismiss}
        </button>
      </footer>
    </Dialog>
  );
}
