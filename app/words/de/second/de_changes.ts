/** The words of changes of many tickets, links and merges, in German. */

import type { enChanges } from "../../en/second/mod.ts";

const tickets = (number: number) => `${number.toLocaleString("de")} ${number === 1 ? "Ticket" : "Tickets"}`;

export const deChanges: typeof enChanges = {
  batch: {
    assign: "Zuweisen",
    more: "Mehr",
    preparing: "Wird vorbereitet …",
    changing: (number) => `${tickets(number)} werden geändert …`,
    done: (number) => `${tickets(number)} geändert.`,
    left: (ids, reason) => `Nicht geändert: ${ids}. ${reason}`,
    others: (number) => `und ${number.toLocaleString("de")} weitere`,
    undo: "In allen Tickets zurücknehmen",
    restored: "Jetzt → danach",
    undone: (number) => `${tickets(number)} wie zuvor.`,
    again: "Erneute Frage: Tickets können sich geändert haben. Dies sind die jetzigen Werte.",
    addTags: "Tags hinzufügen …",
    removeTags: "Tags entfernen …",
    close: (number) => `${tickets(number)} schließen`,
    limit: (number) => `${number} sind zu viele: höchstens 200 zusammen.`,
    selectAll: "Alle geladenen auswählen",
  },
  asked: {
    exact: "Genauer Text",
    tickets: (number) => `${tickets(number)} ändern`,
    undo: (number) => `Änderung an ${number === 1 ? "einem Ticket" : `${tickets(number)}`} zurücknehmen`,
    merge: (id, into) => `#${id} mit #${into} zusammenführen`,
    customers: (id, into) => `Sie sind von zwei Kunden. Antworten in #${into} erreichen den Kunden von #${id} nicht.`,
    account: "Konto ändern",
    erase: "Kunden endgültig löschen",
    export: (id) => `#${id} in eine Datei schreiben`,
  },
  links: {
    add: "Ticket verknüpfen …",
    kind: "Das andere Ticket ist …",
    kinds: {
      ...{ relates: "Verwandt", caused_by: "Die Ursache von diesem", causes: "Eine Folge von diesem" },
      ...{ parent: "Das Ganze zu diesem Teil", child: "Ein Teil von diesem" },
    },
    placeholder: "Nummer oder Wörter",
    done: (id, other) => `#${id} ist mit #${other} verknüpft`,
    remove: (id) => `Verknüpfung mit #${id} entfernen`,
    removed: (id, other) => `#${id} ist nicht mehr mit #${other} verknüpft`,
  },
  unmerge: {
    action: "Wieder trennen",
    done: (id) => `#${id} ist wieder ein eigenes Ticket`,
  },
};
