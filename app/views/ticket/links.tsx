/** Other tickets that a ticket is linked to. */

import { formatRoute, type Ticket } from "../../desk/mod.ts";
import { LineIcon, StatusIcon } from "../../parts/icons.tsx";
import { pickLink, removeLink } from "../../parts/link_actions.ts";
import { useDesk } from "../../parts/ui.ts";

export function Links({ ticket }: { ticket: Ticket }) {
  const { ui, desk, words } = useDesk();
  const { links = [] } = ticket;
  const isReadOnly = desk.session.isReadOnly.value;
  if (links.length === 0 && isReadOnly) return null;
  return (
    <section>
      <h2>{words.ticket.links}</h2>
      <ul class="links">
        {links.map((link) => (
          <li key={`${link.relation} ${link.id}`} class="link-row">
            <span class="low">{words.relations[link.relation] ?? link.relation}</span>
            <a href={formatRoute({ place: "ticket", id: link.id })}>
              <StatusIcon status={link.status} label={words.status[link.status]} />{" "}
              <span class="id low">#{link.id}</span> <bdi>{link.subject}</bdi>
            </a>
            {!isReadOnly && (
              <button
                type="button"
                class="plain"
                aria-label={words.links.remove(link.id)}
                onClick={() => void removeLink(ui, ticket, link)}
              >
                <LineIcon shape="close" />
              </button>
            )}
          </li>
        ))}
        {!isReadOnly && (
          <li>
            <button
              type="button"
              class="quiet file-name"
              onClick={(event) => pickLink(ui, ticket, event.currentTarget)}
            >
              <LineIcon shape="plus" /> {words.links.add}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}
