/** The custom fields of a ticket, each with the control of its type. */

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Ticket } from "../../desk/mod.ts";
import { type CustomField, listFields } from "../../desk/second/mod.ts";
import { type CustomValue, type EditedField, pickCustom } from "../../parts/custom_actions.ts";
import { formatCustom } from "../../parts/labels.ts";
import { useDesk } from "../../parts/ui.ts";
import { CustomInput } from "./custom_input.tsx";

export function CustomFields({ ticket }: { ticket: Ticket }) {
  const { desk: { session, settings }, words } = useDesk();
  const fields = listFields(settings.values.value);
  const { custom = {} } = ticket;
  const isReadOnly = session.isReadOnly.value;
  const known = Object.keys(fields).filter((name) => !isReadOnly || Object.hasOwn(custom, name));
  const gone = Object.keys(custom).filter((name) => !Object.hasOwn(fields, name));
  if (known.length + gone.length === 0) return null;
  return (
    <section>
      <h2>{words.custom.title}</h2>
      <dl class="custom">
        {known.map((name) =>
          isReadOnly
            ? <Fact key={name} name={name} value={custom[name]!} />
            : <Editable key={name} ticket={ticket} name={name} field={fields[name]!} />
        )}
        {gone.map((name) => <Fact key={name} name={name} value={custom[name]!} />)}
      </dl>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt class="low" dir="auto">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A value that cannot be changed. */
function Fact({ name, value }: { name: string; value: CustomValue }) {
  const { words } = useDesk();
  return (
    <Row name={name}>
      <bdi>{formatCustom(value, words)}</bdi>
    </Row>
  );
}

function Editable({ ticket, name, field }: { ticket: Ticket; name: string; field: CustomField }) {
  const { ui } = useDesk();
  const problem = useSignal("");
  const edited: EditedField = { row: ticket, name, field, refuse: (reason) => problem.value = reason };
  const isPicked = field.type === "choice" || field.type === "boolean";
  const pick = (anchor: Element) => {
    problem.value = "";
    pickCustom(ui, edited, anchor);
  };
  return (
    <Row name={name}>
      {isPicked
        ? (
          <button
            type="button"
            class="field"
            aria-haspopup="listbox"
            title={getTitle(name, field)}
            onClick={(event) => pick(event.currentTarget)}
          >
            <Shown ticket={ticket} name={name} field={field} />
          </button>
        )
        : (
          <CustomInput edited={edited} problem={problem} title={getTitle(name, field)}>
            <Shown ticket={ticket} name={name} field={field} />
          </CustomInput>
        )}
      {problem.value !== "" && <p class="error" role="alert" dir="auto">{problem.value}</p>}
    </Row>
  );
}

function getTitle(name: string, { description }: CustomField): string {
  return description === undefined ? name : `${name}: ${description}`;
}

function Shown({ ticket: { custom = {} }, name, field }: { ticket: Ticket; name: string; field: CustomField }) {
  const { words } = useDesk();
  if (Object.hasOwn(custom, name)) return <bdi>{formatCustom(custom[name], words)}</bdi>;
  return <span class="low">{field.required ? words.custom.missing : words.none}</span>;
}
